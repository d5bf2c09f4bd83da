import { CURSOR_DOCTYPE, ISSUE_DOCTYPE, LISTING_DOCTYPE } from '../../lib/erpnext/schema';
import type { ErpDoc, SiteHandle } from '../../sandbox/erpnext/siteHandle';

/** Documents of the books as texts that two sites can be compared by, sorted, by document type. */
export type Ledger = Record<string, string[]>;

/** When, by whom, under which random name and at which stock it was written: differs from site to site. */
const NOT_CONTENT = new Set(['name', 'owner', 'creation', 'modified', 'modified_by', 'idx', 'parent', 'parentfield', 'parenttype', 'doctype', 'projected_qty']);
/** The day on which the record happened to be made, unless somebody sets it. */
const OF_THE_DAY: Record<string, readonly string[]> = { 'Item Price': ['valid_from'] };
const CURSOR_FIELDS = ['cursor_key', 'position', 'lease_run', 'page_token', 'window_after', 'window_before', 'window_position', 'window_count', 'backfill_from', 'backfill_until', 'total_count'];
const ISSUE_FIELDS = ['issue_key', 'seller_id', 'stream', 'amazon_id', 'marketplace_id', 'status', 'reason'];

function toContent(value: unknown, leaveOut: ReadonlySet<string>): unknown {
	if (Array.isArray(value)) return value.map((row) => toContent(row, leaveOut));
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value).filter(([field]) => !leaveOut.has(field));
	return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)).map(([field, held]) => [field, toContent(held, leaveOut)]));
}

const only = (doc: ErpDoc, fields: readonly string[]): ErpDoc => Object.fromEntries(fields.map((field) => [field, doc[field]]));

function contents(site: SiteHandle, doctype: string, alter: (doc: ErpDoc) => ErpDoc = (doc) => doc): string[] {
	const leaveOut = new Set([...NOT_CONTENT, ...(OF_THE_DAY[doctype] ?? [])]);
	return site.docs(doctype).map((doc) => JSON.stringify(toContent(alter(doc), leaveOut))).sort();
}

/**
 * Numbers of a series, and endings that tell namesakes apart, hang on the order of writing: links show what they lead to in
 * place of its name.
 */
function linksShown(site: SiteHandle): (doc: ErpDoc) => ErpDoc {
	const shown = new Map<string, string>();
	for (const { name, address_title, address_line1, city } of site.docs('Address')) shown.set(`Address ${String(name)}`, [address_title, address_line1, city].join(', '));
	for (const { name, first_name, links } of site.docs('Contact')) shown.set(`Contact ${String(name)}`, JSON.stringify([first_name, toContent(links, NOT_CONTENT)]));
	for (const { name, po_no } of site.docs('Sales Order')) shown.set(`Sales Order ${String(name)}`, `of ${String(po_no)}`);
	const of = (doctype: string, name: unknown): unknown => (name ? (shown.get(`${doctype} ${String(name)}`) ?? `missing ${doctype} ${String(name)}`) : name);
	return (doc) => ({
		...doc,
		customer_address: of('Address', doc.customer_address),
		shipping_address_name: of('Address', doc.shipping_address_name),
		contact_person: of('Contact', doc.contact_person),
		amended_from: of('Sales Order', doc.amended_from),
		...(Array.isArray(doc.items) ? { items: doc.items.map((row: ErpDoc) => ({ ...row, prevdoc_docname: undefined })) } : {}),
	});
}

/** What the package keeps in ERPNext, and what it keeps of itself: issues that are not settled, and the cursors. */
export function ledgerOf(site: SiteHandle): Ledger {
	const issues = site.docs(ISSUE_DOCTYPE).filter(({ status }) => status !== 'Resolved');
	return {
		...Object.fromEntries(['Item Group', 'Brand', 'Item', 'Item Price', LISTING_DOCTYPE, 'Customer', 'Address', 'Contact', 'Account'].map((doctype) => [doctype, contents(site, doctype)])),
		'Sales Order': contents(site, 'Sales Order', linksShown(site)),
		[ISSUE_DOCTYPE]: issues.map((issue) => JSON.stringify(only(issue, ISSUE_FIELDS))).sort(),
		[CURSOR_DOCTYPE]: site.docs(CURSOR_DOCTYPE).map((cursor) => JSON.stringify(only(cursor, CURSOR_FIELDS))).sort(),
	};
}

/** What one has and the other has not, a few of each type: the fields by which two documents of one key differ. */
export function differences(found: Ledger, wanted: Ledger): string[] {
	const MOST_SHOWN = 6;
	return Object.keys(wanted).flatMap((doctype) => {
		const more = without(found[doctype] ?? [], wanted[doctype] ?? []);
		const less = without(wanted[doctype] ?? [], found[doctype] ?? []);
		return [
			...more.map((text) => `${doctype} ${keyOf(text)}: ${sayFields(text, less.find((other) => keyOf(other) === keyOf(text)))}`),
			...less.filter((text) => !more.some((other) => keyOf(other) === keyOf(text))).map((text) => `${doctype} ${keyOf(text)} is missing`),
		].slice(0, MOST_SHOWN);
	});
}

/** Of texts that come several times, only as many are taken away as there are. */
function without(texts: readonly string[], taken: readonly string[]): string[] {
	const left = [...taken];
	return texts.filter((text) => {
		const at = left.indexOf(text);
		if (at >= 0) left.splice(at, 1);
		return at < 0;
	});
}

const KEYS = ['po_no', 'listing_key', 'issue_key', 'cursor_key', 'item_code', 'customer_name', 'address_title', 'first_name', 'account_name'];

function fieldsOf(text: string): ErpDoc {
	const doc: ErpDoc = JSON.parse(text);
	return doc;
}

function keyOf(text: string): string {
	const doc = fieldsOf(text);
	return KEYS.flatMap((field) => (typeof doc[field] === 'string' ? [doc[field]] : [])).join(' ');
}

function sayFields(text: string, other: string | undefined): string {
	if (other === undefined) return `is too many: ${text}`;
	const [here, there] = [fieldsOf(text), fieldsOf(other)];
	const fields = Object.keys(there).filter((field) => JSON.stringify(here[field]) !== JSON.stringify(there[field]));
	return fields.map((field) => `'${field}' is ${JSON.stringify(here[field])}, not ${JSON.stringify(there[field])}`).join('; ');
}
