import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { readRecordings, titleOf } from './support/recordings';

const ROOT = join(__dirname, '..');
const SHIPPED = ['lib', 'nodes', 'credentials'];
const MOST_LINES = 250;

function filesBelow(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Modules that a file names in import, export-from, require or dynamic import; type-only imports are marked. */
function importsOf(file: string): Array<{ from: string; typeOnly: boolean }> {
	const pattern = /(import|export)(\s+type)?\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:import|require)\(\s*['"]([^'"]+)['"]|import\s*['"]([^'"]+)['"]/g;
	return [...textOf(file).matchAll(pattern)].map((match) => {
		const named = match[3] ?? match[4] ?? match[5] ?? '';
		const from = named.startsWith('.') ? normalize(join(dirname(file), named)).split(sep).join('/') : named;
		return { from, typeOnly: match[2] !== undefined };
	});
}

/** Each line says what a folder's files may not name. Matched against paths from the repository's root. */
const FORBIDDEN: Array<{ folder: string; what: RegExp; why: string }> = [
	{ folder: 'lib', what: /^n8n-workflow$|^n8n-core$/, why: 'lib knows nothing of n8n' },
	{ folder: 'lib', what: /^nodes\/|^credentials\//, why: 'dependencies point from nodes to lib' },
	{ folder: 'lib/amazon', what: /^lib\/(sync|mapping|erpnext)\//, why: 'the Amazon side stands alone' },
	{ folder: 'lib/erpnext', what: /^lib\/(sync|mapping|amazon)\//, why: 'the ERPNext side stands alone' },
	{ folder: 'lib/mapping', what: /^lib\/sync\//, why: 'mapping is below the sync' },
	{ folder: 'nodes', what: /^axios$|^amazon-sp-api$|^node:https?$/, why: 'nodes speak to the network through lib' },
	{ folder: 'nodes', what: /^lib\/mapping\//, why: 'nodes map nothing themselves' },
];

/** Beyond types, mapping may use these and no others: it does no I/O and reads no clock. */
const MAPPING_MAY_USE = /^(lib\/mapping\/|lib\/(settings|withoutNulls|isRecord)$|decimal\.js$|luxon$|node:crypto$)/;

/** Constant tables of the two sides that mapping may read; they do no I/O. */
const TABLES = new Set(['lib/amazon/marketplaces', 'lib/erpnext/countries', 'lib/erpnext/schema']);

describe('the folders', () => {
	it.each(FORBIDDEN)('$folder: $why', ({ folder, what }) => {
		const breaches = filesBelow(folder).flatMap((file) =>
			importsOf(file)
				.filter(({ from, typeOnly }) => what.test(from) && !typeOnly)
				.map(({ from }) => `${file} -> ${from}`),
		);
		expect(breaches).toEqual([]);
	});

	it('keep mapping pure', () => {
		const breaches = filesBelow('lib/mapping').flatMap((file) =>
			importsOf(file)
				.filter(({ from, typeOnly }) => !typeOnly && !MAPPING_MAY_USE.test(from) && !TABLES.has(from))
				.map(({ from }) => `${file} -> ${from}`),
		);
		expect(breaches).toEqual([]);
	});

	it('let the sandbox take no more than a clock from what it stands in for', () => {
		const breaches = filesBelow('sandbox').flatMap((file) =>
			importsOf(file)
				.filter(({ from }) => /^(lib|nodes|credentials|scripts|test)\//.test(from) && from !== 'lib/clock')
				.map(({ from }) => `${file} -> ${from}`),
		);
		expect(breaches).toEqual([]);
	});

	it('ship nothing of the sandbox, the tests or the scripts', () => {
		const breaches = SHIPPED.flatMap(filesBelow).flatMap((file) =>
			importsOf(file)
				.filter(({ from }) => /^(sandbox|test|scripts)\//.test(from))
				.map(({ from }) => `${file} -> ${from}`),
		);
		expect(breaches).toEqual([]);
	});

	it('ship only dependencies that package.json names', () => {
		const manifest: { dependencies: Record<string, string> } = JSON.parse(textOf('package.json'));
		const named = new Set([...Object.keys(manifest.dependencies), 'n8n-workflow']);
		const breaches = SHIPPED.flatMap(filesBelow).flatMap((file) =>
			importsOf(file)
				.filter(({ from, typeOnly }) => !typeOnly && !/^(lib|nodes|credentials)\/|^node:/.test(from) && !named.has(from))
				.map(({ from }) => `${file} -> ${from}`),
		);
		expect(breaches).toEqual([]);
	});
});

describe('the files', () => {
	it(`hold at most ${MOST_LINES} lines`, () => {
		const long = [...SHIPPED, 'sandbox', 'scripts', 'test']
			.flatMap(filesBelow)
			.map((file) => ({ file, lines: textOf(file).trimEnd().split('\n').length }))
			.filter(({ lines }) => lines > MOST_LINES);
		expect(long).toEqual([]);
	});

	it('have no names that could mean anything', () => {
		const vague = SHIPPED.flatMap(filesBelow).filter((file) => /(^|\/)(utils?|helpers?|common|misc|GenericFunctions)\.ts$/i.test(file));
		expect(vague).toEqual([]);
	});

	it('take time from a clock that is passed in', () => {
		const own = SHIPPED.flatMap(filesBelow)
			.filter((file) => file !== 'lib/clock.ts')
			.filter((file) => /\b(setTimeout|setInterval)\s*\(|\bDate\.now\s*\(|new Date\(\s*\)|\bDateTime\.(now|utc|local)\(\s*\)/.test(textOf(file)));
		expect(own).toEqual([]);
	});

	it('count money with one copy of decimal.js, whose settings nobody else can change', () => {
		const others = SHIPPED.flatMap(filesBelow).filter((file) => importsOf(file).some(({ from }) => from === 'decimal.js'));
		expect(others).toEqual(['lib/mapping/money.ts']);
	});

	it('take chance from outside, as a default of a parameter', () => {
		const own = SHIPPED.flatMap(filesBelow).filter((file) => /\bMath\.random\s*\(\s*\)/.test(textOf(file)));
		expect(own).toEqual([]);
	});

	it('write to no console', () => {
		expect(SHIPPED.flatMap(filesBelow).filter((file) => /\bconsole\./.test(textOf(file)))).toEqual([]);
	});

	it('read secrets in the nodes only through connect.ts', () => {
		const readers = filesBelow('nodes').filter((file) => /getCredentials\s*\(/.test(textOf(file)));
		expect(readers).toEqual(['nodes/shared/connect.ts']);
	});
});

describe('the comments', () => {
	const files = [...SHIPPED, 'sandbox', 'scripts', 'test'].flatMap(filesBelow);
	const titles = readRecordings().map(titleOf).sort((one, other) => other.length - one.length);

	/** Each comment of a file in one line. */
	function commentsOf(file: string): string[] {
		const comments = textOf(file).match(/\/\*\*[\s\S]*?\*\/|\/\/ .*$/gm) ?? [];
		return comments.map((comment) => comment.replace(/\s*\n\s*\* ?/g, ' '));
	}

	/** Where a list of titles, each in full or without the group of the one before it, names no recording. */
	function unknownIn(list: string): string[] {
		let rest = list;
		let group = '';
		for (;;) {
			const full = titles.find((title) => rest.startsWith(title) || (group !== '' && `${group}/${rest}`.startsWith(title)));
			if (full === undefined) return [rest.slice(0, 60)];
			rest = rest.slice(rest.startsWith(full) ? full.length : full.length - group.length - 1);
			[group = ''] = full.split('/');
			if (!rest.startsWith(', ')) return [];
			rest = rest.slice(2);
		}
	}

	it('name only recordings that are there', () => {
		const breaches = files.flatMap((file) =>
			commentsOf(file).flatMap((comment) =>
				[...comment.matchAll(/\brecorded: (.+)/gi)].flatMap(([, list = '']) => unknownIn(list).map((unknown) => `${file}: ${unknown}`)),
			),
		);
		expect(breaches).toEqual([]);
	});

	it('name only files that are there', () => {
		const known = new Set(files.map((file) => file.split('/').at(-1)));
		const breaches = files.flatMap((file) =>
			commentsOf(file).flatMap((comment) => {
				const named = comment.match(/\b[a-z]\w*(\.test)?\.ts\b/gi) ?? [];
				return named.filter((name) => !known.has(name)).map((name) => `${file}: ${name}`);
			}),
		);
		expect(breaches).toEqual([]);
	});
});
