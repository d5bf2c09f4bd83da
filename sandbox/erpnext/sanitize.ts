const ALLOWED = new Set('a abbr b blockquote br code dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr u ul'.split(' '));
const TAG = /<\/?([a-zA-Z][\w-]*)(?:\s[^<>]*)?\/?>/g;
const ENTITY = /&(?!(?:[a-zA-Z]+|#\d+|#x[\da-fA-F]+);)/g;
const MEANS_SOMETHING = /[<>&]/;
const DROPPED_WITH_CONTENT = /<(script|style)\b[\s\S]*?<\/\1>/gi;

function escapeText(value: string): string {
	return value.replace(ENTITY, '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Keeps harmless tags, escapes every other character of meaning in HTML. */
function clean(value: string): string {
	let result = '';
	let position = 0;
	for (const match of value.matchAll(TAG)) {
		if (!ALLOWED.has((match[1] ?? '').toLowerCase())) continue;
		result += escapeText(value.slice(position, match.index)) + match[0].replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '');
		position = match.index + match[0].length;
	}
	return result + escapeText(value.slice(position));
}

function isJson(value: string): boolean {
	if (!/^\s*[[{"\d]/.test(value)) return false;
	try {
		JSON.parse(value);
		return true;
	} catch {
		return false;
	}
}

/** What ERPNext keeps of a text that came from outside (recorded: items/html in name and description). */
export function sanitize(value: string, fieldtype: string): string {
	if (fieldtype === 'Text Editor') return MEANS_SOMETHING.test(value) ? clean(value.replace(DROPPED_WITH_CONTENT, '')) : value;
	if (!['Data', 'Small Text', 'Text', 'Long Text'].includes(fieldtype)) return value;
	if (!value.includes('<') && !value.includes('>')) return value;
	return isJson(value) ? value : clean(value);
}
