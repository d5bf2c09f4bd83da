import { repeatedPage } from './errors';

/** The page tokens of one list. Each leads on once: pages that turn in a circle would never end. */
export class PageTokens {
	private readonly used = new Set<string>();

	/** `first`: the token that the list was begun with, where it goes on from an earlier run. */
	constructor(
		private readonly operation: string,
		first?: string,
	) {
		if (first !== undefined) this.used.add(first);
	}

	/** The token of the next page; undefined after the last. Throws AmazonApiError (`RepeatedPageToken`). */
	next(token: string | undefined): string | undefined {
		if (token === undefined) return undefined;
		if (this.used.has(token)) throw repeatedPage(this.operation);
		this.used.add(token);
		return token;
	}
}
