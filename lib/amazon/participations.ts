/** Sellers API v1: where a seller sells. https://developer-docs.amazon.com/sp-api/docs/sellers-api-v1-reference */
import type { AmazonClient, QuotaPolicy } from './client';
import { AmazonApiError, OWN_CODES } from './errors';
import { marketplaceById } from './marketplaces';

export interface Participation {
	marketplaceId: string;
	/** ISO 3166-1, as Amazon says it (`GB`). */
	country: string;
	countryName: string;
	domain: string;
	currency: string;
	storeName: string;
	/** Whether the seller's listings are suspended there. */
	isSuspended: boolean;
}

interface RawParticipation {
	marketplace?: {
		id?: string;
		name?: string;
		countryCode?: string;
		defaultCurrencyCode?: string;
		domainName?: string;
	};
	participation?: { isParticipating?: boolean; hasSuspendedListings?: boolean };
	storeName?: string;
}

/** One request a minute after a burst of 15: nobody waits that long before a dropdown, so it says so at once. */
const LOOK_UP_QUOTA: QuotaPolicy = { kind: 'wait', maxWaitMs: 5_000 };

/**
 * The marketplaces in which the seller takes part, of those in the table of marketplaces (Amazon also counts shops that
 * are none, such as Non-Amazon or Inactive ones). Throws AmazonApiError or QuotaExhaustedError.
 */
export async function fetchParticipations(
	client: AmazonClient,
	quota: QuotaPolicy = LOOK_UP_QUOTA,
): Promise<Participation[]> {
	const answer = await client.call<{ payload?: RawParticipation[] }>('getMarketplaceParticipations', {}, quota);
	if (!Array.isArray(answer.payload)) {
		throw new AmazonApiError("Amazon's answer to 'getMarketplaceParticipations' holds no list.", {
			operation: 'getMarketplaceParticipations',
			code: OWN_CODES.garbled,
		});
	}
	return answer.payload.flatMap(({ marketplace, participation, storeName }) => {
		const known = marketplaceById(marketplace?.id ?? '');
		if (!known || participation?.isParticipating !== true) return [];
		return [
			{
				marketplaceId: known.marketplaceId,
				country: marketplace?.countryCode ?? known.country,
				countryName: known.countryName,
				domain: known.domain,
				currency: marketplace?.defaultCurrencyCode ?? known.currency,
				storeName: storeName ?? '',
				isSuspended: participation.hasSuspendedListings === true,
			},
		];
	});
}
