import type { RequestContext } from './context';

/** Sellers API v1. */
export function getMarketplaceParticipations({ seller, query }: RequestContext): unknown {
	query.allowOnly([]);
	return {
		payload: seller.marketplaces.map(({ id, name, countryCode, currency, language, domainName }) => ({
			marketplace: { id, name, countryCode, defaultCurrencyCode: currency, defaultLanguageCode: language, domainName },
			participation: { isParticipating: true, hasSuspendedListings: false },
			storeName: seller.storeName,
		})),
	};
}
