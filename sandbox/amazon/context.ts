import type { PageTokens } from './pageTokens';
import type { Parameters } from './parameters';
import type { SellerWorld } from './world/sellerWorld';

/** What a route needs to answer one request of a seller whose token was checked. */
export interface RequestContext {
	seller: SellerWorld;
	path: Record<string, string>;
	query: Parameters;
	body: unknown;
	now: number;
	pageTokens: PageTokens;
	/** Address of this server, for links in answers. */
	url: string;
}
