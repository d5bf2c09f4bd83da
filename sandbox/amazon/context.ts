import type { PageTokens } from './pageTokens';
import type { Parameters } from './parameters';
import type { ReportDesk } from './reports/reportDesk';
import type { SellerWorld } from './world/sellerWorld';

/** What a route needs to answer one request of a seller whose token was checked. */
export interface RequestContext {
	seller: SellerWorld;
	path: Record<string, string>;
	query: Parameters;
	/** As sent. */
	body: string;
	now: number;
	pageTokens: PageTokens;
	reports: ReportDesk;
	/** Address of this server, for links in answers. */
	url: string;
}
