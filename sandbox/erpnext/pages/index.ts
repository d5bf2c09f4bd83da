import type { Site } from '../site';
import { documentContent } from './documentPage';
import { html, wholePage, type Html } from './html';
import { listContent } from './listPage';
import { LIST_PAGES } from './lists';

const LINKS = LIST_PAGES.map((page): [string, string] => [`/books/${page.slug}`, page.title]);

function startContent(site: Site): Html {
	const rows = LIST_PAGES.map((page) => {
		const count = site.meta(page.doctype) ? String(site.table(page.doctype).size) : 'not made yet';
		return html`<tr><td><a href="/books/${page.slug}">${page.title}</a></td><td class="number">${count}</td></tr>`;
	});
	return html`<p class="quiet">A local stand-in for ERPNext 15, in memory: gone when it stops. What the package wrote is here to look at.</p><table><tr><th>List</th><th class="number">Documents</th></tr>${rows}</table>`;
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** The page at an address, or undefined when there is none. */
export function pageFor(site: Site, target: URL): string | undefined {
	const [first = '', second = '', third = ''] = target.pathname.split('/').filter((part) => part !== '').map(decode);
	if (first === '' || (first === 'books' && second === '')) return wholePage('Books', LINKS, startContent(site));
	if (first === 'app' && third !== '') {
		const found = documentContent(site, second, third);
		return found ? wholePage(found.title, LINKS, found.content) : undefined;
	}
	const isList = first === 'books' || first === 'app';
	const page = isList ? LIST_PAGES.find((candidate) => candidate.slug === second || candidate.doctype.toLowerCase().replaceAll(' ', '-') === second) : undefined;
	return page ? wholePage(page.title, LINKS, listContent(site, page, target.searchParams)) : undefined;
}
