import { fold } from '../collation';
import { isNumeric, type Meta } from '../meta';
import { columnValue } from '../present';
import { roundTo } from '../salesOrder/rounding';
import type { Site } from '../site';
import { num, text, type Doc } from '../values';
import { html, type Html } from './html';
import { documentAddress, type ListPage } from './lists';

const ROWS_PER_PAGE = 50;
const LONGEST_CELL = 200;
const SYSTEM = new Set(['name', 'creation', 'modified', 'docstatus']);

export function money(value: number): string {
	return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function cell(meta: Meta, doc: Doc, fieldname: string): Html {
	const field = meta.byName.get(fieldname);
	const value = columnValue(doc, field, fieldname);
	if (fieldname === 'name') return html`<td><a href="${documentAddress(meta.name, text(doc, 'name'))}">${value}</a></td>`;
	if (field?.fieldtype === 'Currency' && typeof value === 'number') return html`<td class="number">${money(value)}</td>`;
	if (typeof value === 'number') return html`<td class="number">${value}</td>`;
	const shown = fieldname === 'modified' || fieldname === 'creation' ? (value ?? '').slice(0, 19) : (value ?? '');
	return html`<td>${shown.length > LONGEST_CELL ? `${shown.slice(0, LONGEST_CELL)} ...` : shown}</td>`;
}

function labelOf(meta: Meta, fieldname: string): string {
	if (fieldname === 'name') return 'ID';
	return meta.byName.get(fieldname)?.label ?? fieldname.charAt(0).toUpperCase() + fieldname.slice(1);
}

/** Sums by currency and state, e.g. of grand totals. */
function totals(docs: Doc[], field: string): Html {
	const sums = new Map<string, { currency: string; state: string; count: number; sum: number }>();
	const states = ['Draft', 'Submitted', 'Cancelled'];
	for (const doc of docs) {
		const currency = text(doc, 'currency');
		const state = states[num(doc, 'docstatus')] ?? '';
		const known = sums.get(`${currency}\n${state}`) ?? { currency, state, count: 0, sum: 0 };
		sums.set(`${currency}\n${state}`, { ...known, count: known.count + 1, sum: known.sum + num(doc, field) });
	}
	const rows = [...sums.values()]
		.sort((left, right) => (left.currency + left.state < right.currency + right.state ? -1 : 1))
		.map(({ currency, state, count, sum }) => html`<tr><td>${currency}</td><td>${state}</td><td class="number">${count}</td><td class="number">${money(roundTo(sum))}</td></tr>`);
	return html`<table><tr><th>Currency</th><th>State</th><th class="number">Count</th><th class="number">Total</th></tr>${rows}</table>`;
}

function matching(docs: Doc[], columns: string[], wanted: string): Doc[] {
	if (wanted === '') return docs;
	const key = fold(wanted);
	return docs.filter((doc) => columns.some((column) => fold(text(doc, column)).includes(key)));
}

/** One page of a list, newest first. */
export function listContent(site: Site, page: ListPage, query: URLSearchParams): Html {
	const meta = site.meta(page.doctype);
	if (!meta) return html`<p class="quiet">${page.doctype} does not exist here yet: the first run makes it.</p>`;
	const columns = page.columns.filter((column) => SYSTEM.has(column) || meta.byName.has(column));
	const wanted = query.get('q') ?? '';
	const found = matching([...site.table(page.doctype).all()].reverse(), columns, wanted);
	const last = Math.max(1, Math.ceil(found.length / ROWS_PER_PAGE));
	const number = Math.min(last, Math.max(1, Math.trunc(Number(query.get('page') ?? 1)) || 1));
	const shown = found.slice((number - 1) * ROWS_PER_PAGE, number * ROWS_PER_PAGE);
	const head = columns.map((column) => {
		const isNumber = isNumeric(meta.byName.get(column)?.fieldtype ?? '');
		return isNumber ? html`<th class="number">${labelOf(meta, column)}</th>` : html`<th>${labelOf(meta, column)}</th>`;
	});
	const rows = shown.map((doc) => html`<tr>${columns.map((column) => cell(meta, doc, column))}</tr>`);
	const goTo = (target: number): string => `?${new URLSearchParams({ ...(wanted === '' ? {} : { q: wanted }), page: String(target) }).toString()}`;
	const newer = number > 1 ? html`<a href="${goTo(number - 1)}">Newer</a> ` : '';
	const older = number < last ? html` <a href="${goTo(number + 1)}">Older</a>` : '';
	return html`${page.totalOf && found.length > 0 ? totals(found, page.totalOf) : ''}
<form><input name="q" value="${wanted}" placeholder="Search"></form>
<p class="quiet">${found.length} in all, newest first. ${newer}Page ${number} of ${last}${older}</p>
<table><tr>${head}</tr>${rows}</table>`;
}
