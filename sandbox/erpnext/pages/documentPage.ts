import { isTableType, type Meta } from '../meta';
import { columnValue } from '../present';
import type { Site } from '../site';
import { rowsOf, text, type Doc } from '../values';
import { html, type Html } from './html';
import { money } from './listPage';
import { documentAddress } from './lists';

const SKIPPED = new Set(['item_wise_tax_detail', 'other_charges_calculation', 'item_tax_rate']);

function hasValue(doc: Doc, fieldname: string): boolean {
	const value = doc[fieldname];
	return value !== undefined && value !== null && value !== '' && value !== 0 && !Array.isArray(value) && !SKIPPED.has(fieldname);
}

function shownValue(site: Site, meta: Meta, doc: Doc, fieldname: string): Html {
	const field = meta.byName.get(fieldname);
	const value = columnValue(doc, field, fieldname);
	if (field?.fieldtype === 'Link' && typeof value === 'string' && site.get(field.options, value)) {
		return html`<a href="${documentAddress(field.options, value)}">${value}</a>`;
	}
	if (field?.fieldtype === 'Currency' && typeof value === 'number') return html`${money(value)}`;
	return html`${value}`;
}

function tableContent(site: Site, title: string, child: Meta, rows: Doc[]): Html {
	const columns = child.fields.map((field) => field.fieldname).filter((fieldname) => rows.some((row) => hasValue(row, fieldname)));
	const head = columns.map((column) => html`<th>${child.byName.get(column)?.label ?? column}</th>`);
	const body = rows.map((row) => html`<tr>${columns.map((column) => html`<td>${shownValue(site, child, row, column)}</td>`)}</tr>`);
	return html`<h2>${title}</h2><table><tr>${head}</tr>${body}</table>`;
}

/** Everything that is filled in, in one document; undefined when it is not there. */
export function documentContent(site: Site, slug: string, name: string): { title: string; content: Html } | undefined {
	const meta = site.allMetas().find((candidate) => candidate.name.toLowerCase().replaceAll(' ', '-') === slug);
	const doc = meta ? site.get(meta.name, name) : undefined;
	if (!meta || !doc) return undefined;
	const own = meta.fields.filter((field) => !isTableType(field.fieldtype) && hasValue(doc, field.fieldname));
	const facts = own.map((field) => html`<tr><th>${field.label}</th><td>${shownValue(site, meta, doc, field.fieldname)}</td></tr>`);
	const stamps = html`<p class="quiet">Made ${text(doc, 'creation').slice(0, 19)} by ${text(doc, 'owner')}, changed ${text(doc, 'modified').slice(0, 19)} by ${text(doc, 'modified_by')}</p>`;
	const tables = meta.tables
		.filter((table) => rowsOf(doc, table.fieldname).length > 0)
		.map((table) => tableContent(site, table.label, site.knownMeta(table.options), rowsOf(doc, table.fieldname)));
	return { title: `${meta.name} ${text(doc, 'name')}`, content: html`${stamps}${tables}<h2>Details</h2><table>${facts}</table>` };
}
