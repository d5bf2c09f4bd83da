/** What a user may choose from, for dropdowns: searched by a part of the name and read page by page. */
import type { ErpClient, ErpFilter } from './client';

export interface ErpChoice {
	name: string;
	/** What a person reads: the name, and what tells two apart. */
	label: string;
}

export interface ErpChoices {
	results: ErpChoice[];
	/** Where the next page begins; absent on the last one. */
	nextOffset?: number;
}

export interface ChoiceSearch {
	filter?: string;
	offset?: number;
	/** Only what belongs to this company; empty: of every company. */
	company?: string;
}

const ROWS_A_PAGE = 50;

interface Lookup {
	doctype: string;
	filters: ErpFilter[];
	hasCompany?: true;
	/** A field that is shown in brackets behind the name. */
	told?: string;
}

const notGroup: ErpFilter = ['is_group', '=', 0];
const enabled: ErpFilter = ['disabled', '=', 0];

const LOOKUPS = {
	company: { doctype: 'Company', filters: [], told: 'default_currency' },
	warehouse: { doctype: 'Warehouse', filters: [notGroup, enabled], hasCompany: true },
	priceList: { doctype: 'Price List', filters: [['selling', '=', 1], ['enabled', '=', 1]], told: 'currency' },
	itemGroup: { doctype: 'Item Group', filters: [] },
	customerGroup: { doctype: 'Customer Group', filters: [notGroup] },
	territory: { doctype: 'Territory', filters: [] },
	accountGroup: { doctype: 'Account', filters: [['is_group', '=', 1], enabled], hasCompany: true, told: 'root_type' },
	account: { doctype: 'Account', filters: [notGroup, enabled], hasCompany: true, told: 'root_type' },
	costCenter: { doctype: 'Cost Center', filters: [notGroup, enabled], hasCompany: true },
	taxTemplate: { doctype: 'Sales Taxes and Charges Template', filters: [enabled], hasCompany: true },
} satisfies Record<string, Lookup>;

export type ChoiceKind = keyof typeof LOOKUPS;

/** Safe to repeat. Throws ErpApiError, so that a key that ran out never looks like an empty list. */
export async function searchChoices(erp: ErpClient, kind: ChoiceKind, search: ChoiceSearch = {}): Promise<ErpChoices> {
	const lookup: Lookup = LOOKUPS[kind];
	const filters = [...lookup.filters];
	// As typed: a `%` or `_` finds itself too, and one with a backslash before it finds nothing, since Frappe doubles
	// backslashes (https://github.com/frappe/frappe/blob/version-15/frappe/model/db_query.py, prepare_filter_condition).
	const typed = search.filter?.trim();
	if (typed) filters.push(['name', 'like', `%${typed}%`]);
	if (lookup.hasCompany && search.company) filters.push(['company', '=', search.company]);
	const offset = search.offset ?? 0;
	const found = await erp.list<Record<string, unknown>>(lookup.doctype, {
		fields: lookup.told ? ['name', lookup.told] : ['name'],
		filters,
		start: offset,
		// One more than a page tells whether there is a next one.
		limit: ROWS_A_PAGE + 1,
	});
	const results = found.slice(0, ROWS_A_PAGE).map((row) => toChoice(row, lookup.told));
	return found.length > ROWS_A_PAGE ? { results, nextOffset: offset + ROWS_A_PAGE } : { results };
}

function toChoice(row: Record<string, unknown>, told: string | undefined): ErpChoice {
	const name = String(row.name);
	const more = told ? row[told] : undefined;
	return { name, label: typeof more === 'string' && more !== '' ? `${name} (${more})` : name };
}
