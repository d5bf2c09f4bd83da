/** The credential's test: two calls that prove token, region, seller and role, told as a sentence. */
import { inWords } from '../inWords';
import { type AmazonClient, PANEL_QUOTA } from './client';
import { AmazonApiError, AmazonAuthError, OWN_CODES } from './errors';
import { fetchListingPage } from './listings';
import { marketplaceByCountry } from './marketplaces';
import { fetchParticipations } from './participations';
import type { Participation } from './participations';

/**
 * E.g. "Connected: Example Store, amazon.de and amazon.fr". Throws AmazonApiError; an AmazonAuthError names the credential
 * field to look at.
 */
export async function describeConnection(client: AmazonClient): Promise<string> {
	const participations = await fetchParticipations(client);
	const { country, environment } = client.credentials;
	if (environment === 'sandbox') {
		// It answers the same made-up seller to everybody (https://developer-docs.amazon.com/sp-api/docs/sp-api-sandbox).
		return "Connected to Amazon's own sandbox, whose data is made up";
	}
	const home = marketplaceByCountry(country);
	const own = participations.find(({ marketplaceId }) => marketplaceId === home?.marketplaceId);
	if (!own) {
		const where = participations.length > 0 ? `It sells at ${domainsOf(participations)}.` : 'It sells nowhere in that region.';
		throw new AmazonAuthError(
			`Amazon lets the credential in, but the seller does not take part in ${home?.domain ?? 'the shop'} of its ` +
				`'Country' '${country}'. ${where} Choose one of those countries.`,
			{ operation: 'getMarketplaceParticipations', code: OWN_CODES.noCode },
			'country',
		);
	}
	await proveSellerId(client, own.marketplaceId);
	const others = participations.filter((each) => each !== own);
	const name = own.storeName || client.credentials.sellerId;
	const suspended = participations.filter(({ isSuspended }) => isSuspended);
	const warning = suspended.length > 0 ? `; listings are suspended at ${domainsOf(suspended)}` : '';
	return `Connected: ${name}, ${domainsOf([own, ...others])}${warning}`;
}

/** Amazon tells nobody their seller id; asking for the listings under it shows whether it is this account's. */
async function proveSellerId(client: AmazonClient, marketplaceId: string): Promise<void> {
	try {
		await fetchListingPage(client, { marketplaceId, sortBy: 'sku' }, PANEL_QUOTA);
	} catch (error) {
		const isRefused = error instanceof AmazonApiError && [400, 403, 404].includes(error.status ?? 0);
		if (!isRefused || (error instanceof AmazonAuthError && error.field === 'refreshToken')) throw error;
		throw new AmazonAuthError(
			`Amazon lets the credential in, but denies the listings of its 'Seller ID' '${client.credentials.sellerId}': that is not this ` +
				"account's Merchant Token (Seller Central > Settings > Account Info), or the application lacks the role 'Product " +
				"Listing' (orders work without it, products do not).",
			error,
			'sellerId',
		);
	}
}

function domainsOf(participations: Participation[]): string {
	return inWords(participations.map(({ domain }) => domain));
}
