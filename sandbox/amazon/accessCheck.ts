import { accessDenied, invalidInput } from './apiAnswers';
import type { RequestContext } from './context';
import { MARKETPLACES } from './marketplaces';

/** 400 for an id that is no marketplace, 403 for one where the seller does not sell. */
export function checkMarketplaces(context: RequestContext, ids: string[]): string[] {
	for (const id of ids) {
		if (!MARKETPLACES.some((marketplace) => marketplace.id === id)) throw invalidInput(`Invalid marketplaceId '${id}'.`);
		if (!context.seller.marketplaces.some((marketplace) => marketplace.id === id)) {
			throw accessDenied(`The seller does not participate in the marketplace ${id}.`);
		}
	}
	return ids;
}

export function requireMarketplaces(context: RequestContext, maxItems = Infinity): string[] {
	const ids = context.query.list('marketplaceIds', maxItems);
	if (!ids) throw invalidInput("Missing required parameter 'marketplaceIds'.");
	return checkMarketplaces(context, ids);
}
