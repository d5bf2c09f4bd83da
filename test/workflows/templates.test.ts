import { type INode, type INodeProperties, NodeHelpers } from 'n8n-workflow';

import { fillIn } from '../../scripts/demo/workflows';
import { OUR_NODES } from '../support/runWorkflowNodeTypes';
import { CHOSEN, isNote, isOurs, readTemplate, TEMPLATE_FILES, type TemplateFile } from './templateFiles';

const FAILURE = 'failure.json';
/** n8n's own column for workflow ids. */
const LONGEST_ID = 21;
/** Start's default lease: a run must be stopped by n8n before another may take over. */
const LEASE_SECONDS = 28 * 60;

const fileNames = TEMPLATE_FILES.map((file): [string, TemplateFile] => [file, readTemplate(file)]);
/** Those that write to ERPNext. */
const lines = fileNames.filter(([, { nodes }]) => nodes.some(({ type }) => type.endsWith('.amazonSyncRun')));

function descriptionOf(node: INode): (typeof OUR_NODES)[string]['description'] {
	const found = OUR_NODES[node.type];
	if (!found) throw new Error(`No node of ours has type '${node.type}'`);
	return found.description;
}

/** What n8n would mark red on the canvas, by parameter name. */
function missingOf(node: INode): string[] {
	const description = descriptionOf(node);
	const parameters = NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description) ?? {};
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, { ...node, parameters }, description);
	return Object.keys(issues?.parameters ?? {}).sort();
}

const namesOf = (properties: INodeProperties[]): Set<string> => new Set(properties.map(({ name }) => name));

describe('the templates', () => {
	it('are the ones that the README names', () => {
		expect(TEMPLATE_FILES.sort()).toEqual(expect.arrayContaining(['backfill.json', FAILURE, 'orders.json', 'products-then-orders.json', 'products.json']));
	});

	it('have ids and names of their own', () => {
		expect(new Set(fileNames.map(([, { id }]) => id)).size).toBe(fileNames.length);
		expect(new Set(fileNames.map(([, { name }]) => name)).size).toBe(fileNames.length);
	});
});

describe.each(fileNames)('%s', (_file, template) => {
	const ours = template.nodes.filter(isOurs);

	it('has an id that n8n can store, and unique node names and ids', () => {
		expect(template.id).toMatch(/^\w+$/);
		expect(template.id.length).toBeLessThanOrEqual(LONGEST_ID);
		expect(new Set(template.nodes.map(({ name }) => name)).size).toBe(template.nodes.length);
		expect(new Set(template.nodes.map(({ id }) => id)).size).toBe(template.nodes.length);
	});

	it('tells a newcomer what to fill in', () => {
		expect(template.nodes.filter(isNote).length).toBeGreaterThan(0);
	});

	it('sets only parameters that its nodes have', () => {
		for (const node of ours) {
			const known = namesOf(descriptionOf(node).properties);
			expect(Object.keys(node.parameters).filter((name) => !known.has(name))).toEqual([]);
		}
	});

	it('names each credential the same everywhere, so that n8n finds the one of that name', () => {
		for (const node of ours) {
			for (const [type, { name }] of Object.entries(node.credentials ?? {})) {
				expect(name).toBe(type === 'erpNextSiteApi' ? 'ERPNext' : 'Amazon');
			}
		}
	});

	it('links only nodes that it has, and reads only from such', () => {
		const names = new Set(template.nodes.map(({ name }) => name));
		for (const [from, { main }] of Object.entries(template.connections)) {
			expect(names).toContain(from);
			for (const { node } of (main ?? []).flatMap((outputs) => outputs ?? [])) expect(names).toContain(node);
		}
		for (const [, name] of JSON.stringify(template.nodes).matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(name);
	});
});

describe.each(lines)('%s', (_file, template) => {
	it('starts by hand and by the clock', () => {
		const types = template.nodes.map(({ type }) => type);
		expect(types).toContain('n8n-nodes-base.manualTrigger');
		expect(types).toContain('n8n-nodes-base.scheduleTrigger');
	});

	it('names the failure workflow, and is stopped before its lease ends', () => {
		expect(template.settings.errorWorkflow).toBe(readTemplate(FAILURE).id);
		expect(template.settings.executionTimeout).toBeLessThan(LEASE_SECONDS);
	});

	it('marks in red what a person has to choose, and nothing else', () => {
		for (const node of template.nodes.filter(isOurs)) {
			const isStart = node.parameters.operation === 'start';
			const missing = missingOf(node);
			expect(missing.length > 0).toBe(isStart);
			if (isStart) expect(missing).toEqual(expect.arrayContaining(['company', 'marketplaces', 'priceList', 'warehouse']));
		}
	});

	it('has no red mark left once its Start nodes are filled in', () => {
		const period = { marketplaceId: 'ATVPDKIKX0DER', afterDate: '2026-11-01T00:00:00Z', backfillUntil: '2026-01-01T00:00:00Z' };
		expect(fillIn(template, CHOSEN, period).nodes.filter(isOurs).flatMap(missingOf)).toEqual([]);
	});
});
