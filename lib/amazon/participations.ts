/** Sellers API v1: where a seller sells. https://developer-docs.amazon.com/sp-api/docs/sellers-api-v1-reference */
import { type AmazonClient, PANEL_QUOTA } from './client';
import { unreadableAnswer } from './errors';
import { marketplaceById } from './marketplaces';

export interface Participation {
	marketplaceId: string;
	countryName: string;
	domain: string;
	storeName: string;
	/** Whether the seller's listings are suspended there. */
	isSuspended: boolean;
}

interface RawParticipation {
	marketplace?: { id?: string };
	participation?: { isParticipating?: boolean; hasSuspendedListings?: boolean };
	storeName?: string;
}

/**
 * The marketplaces in which the seller takes part, of those in the table of marketplaces (Amazon also counts shops that
 * are none, such as Non-Amazon or Inactive ones). Throws AmazonApiError or QuotaExhaustedError.
 */
export async function fetchParticipations(client: AmazonClient): Promise<Participation[]> {
	const answer = await client.call<{ payload?: RawParticipation[] }>('getMarketplaceParticipations', {}, PANEL_QUOTA);
	if (!Array.isArray(answer.payload)) throw unreadableAnswer('getMarketplaceParticipations');
	return answer.payload.flatMap(({ marketplace, participation, storeName }) => {
		const known = marketplaceById(marketplace?.id ?? '');
		if (!known || participation?.isParticipating !== true) return [];
		return [
			{
				marketplaceId: known.marketplaceId,
				countryName: known.countryName,
				domain: known.domain,
				storeName: storeName ?? '',
				isSuspended: participation.hasSuspendedListings === true,
			},
		];
	});
}
