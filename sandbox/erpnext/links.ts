import { refuse } from './errors';
import type { Site } from './site';
import { num, text, type Doc } from './values';

const WITHOUT_SAY = new Set(['Bin']);

function address(site: Site, doctype: string, name: string): string {
	const slug = doctype.toLowerCase().replaceAll(' ', '-');
	return `${doctype} <a href="${site.url()}/app/${slug}/${encodeURIComponent(name)}">${name}</a>`;
}

/** First document that links to this one; only submitted ones when the question is whether it may be cancelled. */
function findLink(site: Site, doctype: string, name: string, onlySubmitted: boolean): { doctype: string; doc: Doc } | undefined {
	for (const meta of site.allMetas()) {
		if (meta.isTable || meta.isSingle || WITHOUT_SAY.has(meta.name)) continue;
		const paths = meta.fields.filter((field) => field.fieldtype === 'Link' && field.options === doctype).map((field) => field.fieldname);
		for (const table of meta.tables) {
			for (const field of site.knownMeta(table.options).fields) {
				if (field.fieldtype === 'Link' && field.options === doctype) paths.push(`${table.fieldname}.${field.fieldname}`);
			}
		}
		for (const path of paths) {
			for (const doc of site.table(meta.name).find(path, [name])) {
				const isSelf = meta.name === doctype && text(doc, 'name') === name;
				if (!isSelf && (!onlySubmitted || num(doc, 'docstatus') === 1)) return { doctype: meta.name, doc };
			}
		}
	}
	return undefined;
}

/** Recorded: changing submitted orders/cancel an invoiced order; more of custom doctypes/an order linked from a custom doctype. */
export function demandNoLinks(site: Site, doctype: string, name: string, onlySubmitted: boolean): void {
	const link = findLink(site, doctype, name, onlySubmitted);
	if (!link) return;
	throw refuse(
		`Cannot delete or cancel because ${address(site, doctype, name)} is linked with ${address(site, link.doctype, text(link.doc, 'name'))} `,
		'LinkExistsError',
	);
}
