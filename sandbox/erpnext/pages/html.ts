/** HTML that is safe to send: made by `html` only, which escapes every value put into it. */
export class Html {
	constructor(readonly source: string) {}
}

function escapeHtml(value: string): string {
	return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

type Part = Html | string | number | null | undefined | Part[];

function sourceOf(part: Part): string {
	if (part instanceof Html) return part.source;
	if (Array.isArray(part)) return part.map(sourceOf).join('');
	return part === null || part === undefined ? '' : escapeHtml(String(part));
}

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
	return new Html(strings.reduce((source, string, index) => source + sourceOf(parts[index - 1]) + string));
}

const STYLE = new Html(`
body{font:15px/1.5 system-ui,sans-serif;margin:0;color:#1c2024;background:#f6f7f9}
header{background:#fff;border-bottom:1px solid #e3e6ea;padding:.9rem 2rem}header a{margin-right:1.2rem}
header strong{margin-right:2rem}main{padding:1.5rem 2rem;max-width:90rem}
a{color:#1558b0;text-decoration:none}a:hover{text-decoration:underline}
main{overflow-x:auto}table{border-collapse:collapse;background:#fff;width:100%;border:1px solid #e3e6ea;margin:1rem 0}
th,td{padding:.45rem .8rem;text-align:left;border-bottom:1px solid #eef0f2;vertical-align:top}
th{font-weight:600;background:#fafbfc;white-space:nowrap}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td:first-child{white-space:nowrap}.quiet{color:#697179}h1{font-size:1.35rem;margin:.2rem 0 .6rem}form{margin:.6rem 0}input{font:inherit;padding:.25rem .5rem}
`);

/** A whole page with the same head on each. */
export function wholePage(title: string, links: Array<[href: string, label: string]>, content: Html): string {
	const menu = links.map(([href, label]) => html`<a href="${href}">${label}</a>`);
	return html`<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} - ERPNext sandbox</title><style>${STYLE}</style></head>
<body><header><strong><a href="/">Books</a></strong>${menu}</header><main><h1>${title}</h1>${content}</main></body>
</html>`.source;
}
