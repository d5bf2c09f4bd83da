/** The credential's test: one call that proves token, region and role, told as a sentence. */
import { inWords } from '../inWords';
import type { AmazonClient } from './client';
import { AmazonAuthError, OWN_CODES } from './errors';
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
	const others = participations.filter((each) => each !== own);
	const name = own.storeName || client.credentials.sellerId;
	const suspended = participations.filter(({ isSuspended }) => isSuspended);
	const warning = suspended.length > 0 ? `; listings are suspended at ${domainsOf(suspended)}` : '';
	return `Connected: ${name}, ${domainsOf([own, ...others])}${warning}`;
}

function domainsOf(participations: Participation[]): string {
	return inWords(participations.map(({ domain }) => domain));
}
