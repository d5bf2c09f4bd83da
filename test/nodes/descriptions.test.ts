import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';

import { DEFAULT_SETTINGS } from '../../lib/settings';
import { OUR_NODES } from '../support/runWorkflowNodeTypes';

const ROOT = join(__dirname, '..', '..');
const nodes = Object.values(OUR_NODES).map((node): [string, INodeType] => [node.description.name, node]);

interface Found {
	path: string;
	property: INodeProperties;
}

const isProperty = (option: object): option is INodeProperties => 'type' in option && 'default' in option;
const isChoice = (option: object): option is INodePropertyOptions => 'value' in option;

/** Every parameter at every depth. */
function walk(properties: INodeProperties[], path = ''): Found[] {
	return properties.flatMap((property) => {
		const here = `${path}${property.name}`;
		const inner = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return walk(option.values, `${here}.${option.name}.`);
			return isProperty(option) ? walk([option], `${here}.`) : [];
		});
		return [{ path: here, property }, ...inner];
	});
}

const choicesOf = (property: INodeProperties): INodePropertyOptions[] => (property.options ?? []).filter(isChoice);
const found = (node: INodeType): Found[] => walk(node.description.properties);

/** Paths of the parameters that break a rule. */
const breaking = (node: INodeType, breaks: (property: INodeProperties) => boolean): string[] =>
	found(node)
		.filter(({ property }) => breaks(property))
		.map(({ path }) => path);

const SMALL_WORDS = new Set(['of', 'or', 'and', 'for', 'from', 'in', 'on', 'per', 'the', 'a', 'to', 'by', 'all']);
const isTitleCase = (text: string): boolean =>
	text.split(/[\s-]+/).every((word) => SMALL_WORDS.has(word) || !/^[a-z]/.test(word));
/** First letter large, no full stop after a single sentence. */
const isSentence = (text: string): boolean => {
	const plain = text.replace(/<[^>]+>/g, '').replace(/e\.g\. /g, '');
	const sentences = plain.split(/[.!?](?:\s|$)/).filter((part) => part.trim() !== '');
	return /^[A-Z]/.test(plain) && (sentences.length > 1 ? plain.endsWith('.') : !plain.endsWith('.'));
};

describe.each(nodes)('%s', (_name, node) => {
	const { description } = node;

	it('has one name for file, class and type, without the word Node', () => {
		const file = node.constructor.name;
		expect(description.name).toBe(file.charAt(0).toLowerCase() + file.slice(1));
		expect(existsSync(join(ROOT, 'nodes', file, `${file}.node.ts`))).toBe(true);
		expect(description.displayName).not.toMatch(/node/i);
	});

	it('is a tool, with one main input and output, a subtitle and a sentence for a description', () => {
		expect(description).toMatchObject({ usableAsTool: true, inputs: ['main'], outputs: ['main'] });
		expect(description.subtitle).toMatch(/^={{.*}}$/);
		expect(isSentence(description.description)).toBe(true);
	});

	it('shows an icon for light and one for dark', () => {
		const { icon } = description;
		const files = typeof icon === 'object' ? [icon.light, icon.dark] : [];
		expect(files).toHaveLength(2);
		for (const file of files) {
			expect(existsSync(join(ROOT, 'nodes', node.constructor.name, file.replace(/^file:/, '')))).toBe(true);
		}
	});

	it('has an operation first, whose actions name their object without an article', () => {
		const [operation] = description.properties;
		expect(operation).toMatchObject({ name: 'operation', noDataExpression: true });
		for (const choice of choicesOf(operation ?? { displayName: '', name: '', type: 'string', default: '' })) {
			expect(choice.action).toMatch(/^[A-Z][a-z]+( [a-zA-Z]+)+$/);
			expect(choice.action).not.toMatch(/\b(a|an|the)\b/);
			expect(choice.description).not.toBe(choice.action);
		}
	});

	it('names parameters in camelCase and labels them in Title Case', () => {
		expect(breaking(node, ({ name }) => !/^[a-z][a-zA-Z]*$/.test(name))).toEqual([]);
		expect(breaking(node, ({ displayName, type }) => type !== 'notice' && !isTitleCase(displayName))).toEqual([]);
		expect(breaking(node, (property) => choicesOf(property).some(({ name }) => !isTitleCase(name)))).toEqual([]);
	});

	it('describes every parameter in a sentence', () => {
		const needs = ({ name, type }: INodeProperties): boolean => type !== 'collection' && type !== 'notice' && name !== 'operation';
		expect(breaking(node, (property) => needs(property) && !isSentence(property.description ?? ''))).toEqual([]);
	});

	it('starts descriptions of switches with "Whether to"', () => {
		expect(breaking(node, ({ type, description: text }) => type === 'boolean' && !text?.startsWith('Whether to '))).toEqual([]);
	});

	it('gives lifelike placeholders', () => {
		const isWrong = ({ type, placeholder }: INodeProperties): boolean =>
			type === 'string' && placeholder !== undefined && !/^e\.g\. \S/.test(placeholder);
		expect(breaking(node, isWrong)).toEqual([]);
	});

	it('keeps hints short', () => {
		expect(breaking(node, ({ hint }) => (hint?.length ?? 0) > 120)).toEqual([]);
	});

	it('has defaults that can be chosen', () => {
		const isWrong = (property: INodeProperties): boolean =>
			property.type === 'options' && choicesOf(property).length > 0 && !choicesOf(property).some(({ value }) => value === property.default);
		expect(breaking(node, isWrong)).toEqual([]);
	});

	it('sorts choices and collections by label', () => {
		const isWrong = (property: INodeProperties): boolean => {
			const names =
				property.type === 'collection'
					? (property.options ?? []).map((option) => ('displayName' in option ? String(option.displayName) : ''))
					: choicesOf(property).map(({ name }) => name);
			const isOrdered = ['requestsInFlight'].includes(property.name);
			return !isOrdered && names.join('|') !== [...names].sort((one, other) => one.localeCompare(other)).join('|');
		};
		expect(breaking(node, isWrong)).toEqual([]);
	});

	it('uses the standard words for Return All and Limit', () => {
		for (const { property } of found(node)) {
			if (property.name === 'returnAll') {
				expect(property.description).toBe('Whether to return all results or only up to a given limit');
			}
			if (property.name === 'limit') {
				expect(property).toMatchObject({ default: 50, typeOptions: { minValue: 1 }, description: 'Max number of results to return' });
			}
		}
	});

	it('offers a list, a name and an address for each document of ERPNext, by a search that it has', () => {
		const searches = Object.keys(node.methods?.listSearch ?? {});
		for (const { property } of found(node).filter(({ property: { type } }) => type === 'resourceLocator')) {
			expect(property.modes?.map(({ name }) => name)).toEqual(['list', 'name', 'url']);
			expect(searches).toContain(property.modes?.[0]?.typeOptions?.searchListMethod);
			expect(property.default).toEqual({ mode: 'list', value: '' });
		}
	});

	it('has the methods that its lists and its credentials name', () => {
		const loaders = Object.keys(node.methods?.loadOptions ?? {});
		const wanted = found(node).flatMap(({ property }) => property.typeOptions?.loadOptionsMethod ?? []);
		expect(loaders).toEqual(expect.arrayContaining(wanted));
		const tests = Object.keys(node.methods?.credentialTest ?? {});
		for (const { testedBy } of description.credentials ?? []) expect(tests).toContain(testedBy);
	});

	it('shows a setting with the default that lib has', () => {
		const defaults: Record<string, unknown> = { ...DEFAULT_SETTINGS };
		for (const { path, property } of found(node)) {
			const name = path.replace(/^options\./, '');
			if (['boolean', 'options', 'multiOptions', 'string'].includes(property.type) && name in defaults) {
				expect([path, property.default]).toEqual([path, defaults[name]]);
			}
		}
	});

	it('has a codex file with its categories and both documentation links', () => {
		const file = node.constructor.name;
		const codex: unknown = JSON.parse(readFileSync(join(ROOT, 'nodes', file, `${file}.node.json`), 'utf8'));
		expect(codex).toMatchObject({
			node: `n8n-nodes-amazon-erpnext.${description.name}`,
			categories: ['Sales', 'Finance & Accounting'],
			alias: expect.arrayContaining(['amazon', 'sp-api', 'erpnext', 'frappe', 'marketplace']),
			resources: {
				primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }],
				credentialDocumentation: [{ url: expect.stringMatching(/^https:/) }],
			},
		});
		expect(codex).not.toHaveProperty('subcategories');
	});
});

describe('all settings', () => {
	it('can be made in Start, and again in the writing nodes', () => {
		const namesIn = (type: string): Set<string> =>
			new Set(walk(OUR_NODES[`n8n-nodes-amazon-erpnext.${type}`]?.description.properties ?? []).map(({ property }) => property.name));
		const start = namesIn('amazonSyncRun');
		const writers = new Set([...namesIn('createSalesOrder'), ...namesIn('upsertErpItem')]);
		for (const setting of Object.keys(DEFAULT_SETTINGS)) {
			expect([...start]).toContain(setting);
			expect([...writers]).toContain(setting);
		}
	});
});
