/** Names of the document types and custom fields that Start makes in ERPNext. Their definitions are beside this file. */

export const CURSOR_DOCTYPE = 'Amazon Sync Cursor';
export const RUN_DOCTYPE = 'Amazon Sync Run';
export const ISSUE_DOCTYPE = 'Amazon Sync Issue';
export const LISTING_DOCTYPE = 'Amazon Listing';

/** One per seller and stream; named `<seller id>:<stream>`. Instants are ISO 8601 in UTC. */
export interface ErpSyncCursor {
	name?: string;
	modified?: string;
	cursor_key: string;
	seller_id: string;
	stream: string;
	/** All that Amazon changed before this instant is written or stands in an issue. People may edit it. */
	position: string;
	/** Where the last run stopped inside its window; valid for 24 hours (`page_token_at`). */
	page_token?: string | null;
	page_token_at?: string | null;
	window_after?: string | null;
	window_before?: string | null;
	lease_run?: string | null;
	lease_until?: string | null;
	/** `position` as the run under way found it: differs from `position` once a person edits that one meanwhile. */
	window_position?: string | null;
	/** Results that the unfinished window has brought so far. */
	window_count?: number;
	/** Products: ids of the marketplaces that the last completed window covered, in one line. People may take some out. */
	loaded_marketplaces?: string | null;
	/** Products: name of the Amazon Listing up to which was looked for deleted ones. */
	swept_to?: string | null;
	/** JSON of StartNote (cursorNote.ts): what Start wants Finish to know. */
	start_note?: string | null;
	/** JSON of the settings that were last found right, so that the next run need not ask again (settingsCheckMemory.ts). */
	settings_check?: string | null;
	/** When a window was last read to its end; empty before the first load is done. */
	last_completed?: string | null;
	/** Backfill: where it began, how far it is to go, minutes of the next window, orders seen so far. */
	backfill_from?: string | null;
	backfill_until?: string | null;
	chunk_minutes?: number;
	total_count?: number;
}

/** History: one per run; named by `run_id`. */
export interface ErpSyncRun {
	name?: string;
	run_id: string;
	seller_id: string;
	stream: string;
	status: 'Completed' | 'Partial' | 'Skipped' | 'Failed';
	message: string;
	started: string;
	finished: string;
	window_after?: string;
	window_before?: string;
	listed: number;
	created_count: number;
	updated_count: number;
	amended_count: number;
	cancelled_count: number;
	unchanged_count: number;
	not_imported_count: number;
	failed_count: number;
	open_issues: number;
	amazon_calls: number;
	erpnext_calls: number;
	quota_wait_seconds: number;
	duration_seconds: number;
	totals?: string;
	notices?: string;
	execution_url?: string;
}

/** One per order or SKU; named by `issue_key`. */
export interface ErpSyncIssue {
	name?: string;
	modified?: string;
	issue_key: string;
	seller_id: string;
	stream: string;
	/** Amazon order id, or SKU. */
	amazon_id: string;
	marketplace_id?: string;
	status: 'Open' | 'Resolved' | 'Ignored';
	reason: string;
	detail?: string;
	attempts: number;
	next_try?: string | null;
	first_seen?: string;
	last_tried?: string;
	sales_order?: string | null;
	run?: string;
}

/** SKU + marketplace -> Item; named by `listing_key`. People may repoint `item`. */
export interface ErpListing {
	name?: string;
	modified?: string;
	listing_key: string;
	seller_id: string;
	sku: string;
	marketplace_id: string;
	asin?: string;
	/** Empty while the SKU stands in an issue. */
	item?: string | null;
	title?: string;
	channel?: string;
	status?: string;
	price?: number;
	currency?: string;
	quantity?: number;
	last_update?: string;
	/** Hash of what was last written, so that an unchanged SKU costs nothing. */
	fingerprint?: string;
}
