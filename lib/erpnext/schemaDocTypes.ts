/** The document types that Start makes. To add a field, add its line: the next set-up adds it in ERPNext. */
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE, LISTING_DOCTYPE, RUN_DOCTYPE } from './schema';
import type { ErpCheck } from './types';

export interface DocFieldDefinition {
	fieldname: string;
	label: string;
	fieldtype: 'Data' | 'Small Text' | 'Text' | 'Long Text' | 'Int' | 'Float' | 'Select' | 'Link';
	options?: string;
	default?: string;
	unique?: ErpCheck;
	reqd?: ErpCheck;
	in_list_view?: ErpCheck;
	in_standard_filter?: ErpCheck;
	search_index?: ErpCheck;
	read_only?: ErpCheck;
	description?: string;
}

type Flags = Omit<DocFieldDefinition, 'fieldname' | 'label' | 'fieldtype' | 'options'>;

const key: Flags = { unique: 1, reqd: 1, in_list_view: 1 };
const listed: Flags = { in_list_view: 1 };
const filtered: Flags = { in_list_view: 1, in_standard_filter: 1, search_index: 1 };
const indexed: Flags = { search_index: 1 };

function field(fieldname: string, fieldtype: DocFieldDefinition['fieldtype'], flags: Flags = {}, options?: string): DocFieldDefinition {
	const label = fieldname.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
	return { fieldname, label, fieldtype, ...(options === undefined ? {} : { options }), ...flags };
}

export interface DocTypeDefinition {
	name: string;
	/** Field that names the document. */
	keyField: string;
	fields: readonly DocFieldDefinition[];
}

const STREAM_FIELDS = [field('seller_id', 'Data'), field('stream', 'Data', filtered)];
const INSTANT = 'ISO 8601 in UTC, e.g. 2026-11-24T12:00:00Z';

export const DOCTYPES: readonly DocTypeDefinition[] = [
	{
		name: LISTING_DOCTYPE,
		keyField: 'listing_key',
		fields: [
			field('listing_key', 'Data', key),
			field('seller_id', 'Data'),
			field('sku', 'Data', filtered),
			field('marketplace_id', 'Data', listed),
			field('asin', 'Data', filtered),
			field('item', 'Link', { ...filtered, description: 'Where orders of this SKU go; may be pointed elsewhere' }, 'Item'),
			// Amazon's titles have up to 200 characters, a Data field 140.
			field('title', 'Small Text'),
			field('channel', 'Data'),
			field('status', 'Data', { in_standard_filter: 1 }),
			field('price', 'Float'),
			field('currency', 'Data'),
			field('quantity', 'Int'),
			field('last_update', 'Data'),
			field('fingerprint', 'Data', { read_only: 1 }),
		],
	},
	{
		name: ISSUE_DOCTYPE,
		keyField: 'issue_key',
		fields: [
			field('issue_key', 'Data', key),
			field('status', 'Select', { ...filtered, default: 'Open', description: 'Ignored: not tried again until it is Open' }, 'Open\nResolved\nIgnored'),
			field('reason', 'Small Text', listed),
			field('detail', 'Text'),
			field('amazon_id', 'Data', indexed),
			field('marketplace_id', 'Data'),
			...STREAM_FIELDS,
			field('attempts', 'Int'),
			field('next_try', 'Data', { description: `${INSTANT}; empty: at the next run` }),
			field('first_seen', 'Data'),
			field('last_tried', 'Data'),
			// No Link: ERPNext would refuse to delete a draft that an issue names.
			field('sales_order', 'Data'),
			field('run', 'Data'),
		],
	},
	{
		name: RUN_DOCTYPE,
		keyField: 'run_id',
		fields: [
			field('run_id', 'Data', key),
			...STREAM_FIELDS,
			field('status', 'Select', filtered, 'Completed\nPartial\nSkipped\nFailed'),
			field('message', 'Small Text', listed),
			...['started', 'finished', 'window_after', 'window_before'].map((name) => field(name, 'Data')),
			...['listed', 'created_count', 'updated_count', 'amended_count', 'cancelled_count', 'unchanged_count'].map((name) => field(name, 'Int')),
			...['not_imported_count', 'failed_count', 'open_issues', 'amazon_calls', 'erpnext_calls'].map((name) => field(name, 'Int')),
			...['quota_wait_seconds', 'duration_seconds'].map((name) => field(name, 'Int')),
			...['totals', 'notices', 'execution_url'].map((name) => field(name, 'Small Text')),
		],
	},
	{
		name: CURSOR_DOCTYPE,
		keyField: 'cursor_key',
		fields: [
			field('cursor_key', 'Data', key),
			...STREAM_FIELDS,
			field('position', 'Data', { ...listed, description: `${INSTANT}; may be edited, the next run starts there` }),
			field('last_completed', 'Data', listed),
			field('lease_run', 'Data', { description: 'The run under way; empty it to let another one start' }),
			field('lease_until', 'Data'),
			...['window_after', 'window_before', 'window_position', 'page_token_at'].map((name) => field(name, 'Data')),
			field('page_token', 'Long Text'),
			field('window_count', 'Int'),
			field('swept_to', 'Data', { description: 'Products: up to this Amazon Listing was looked for what is deleted at Amazon' }),
			field('loaded_marketplaces', 'Small Text', { description: 'Products: where the whole catalogue was listed; take an id out, and the next run lists that catalogue whole again' }),
			...['backfill_from', 'backfill_until'].map((name) => field(name, 'Data')),
			...['chunk_minutes', 'total_count'].map((name) => field(name, 'Int')),
			...['start_note', 'settings_check'].map((name) => field(name, 'Long Text', { read_only: 1 })),
		],
	},
];

const everything = { read: 1, write: 1, create: 1, delete: 1, report: 1, export: 1 };
const daily = { read: 1, write: 1, create: 1, report: 1, export: 1 };

/** Day to day Sales User does; managers may also clear history out. */
const PERMISSIONS = [
	{ role: 'System Manager', ...everything },
	{ role: 'Sales Manager', ...everything },
	{ role: 'Sales User', ...daily },
	{ role: 'Item Manager', ...daily },
	{ role: 'Accounts User', read: 1, write: 1, report: 1, export: 1 },
];

/** The DocType document as ERPNext takes it (recorded: custom fields and doctypes/a custom doctype). Pure. */
export function toDocType({ name, keyField, fields }: DocTypeDefinition) {
	return {
		name,
		module: 'Selling',
		custom: 1,
		autoname: `field:${keyField}`,
		naming_rule: 'By fieldname',
		allow_rename: 0,
		track_changes: name === LISTING_DOCTYPE || name === ISSUE_DOCTYPE ? 1 : 0,
		fields,
		permissions: PERMISSIONS,
	};
}
