/** The shipped templates, with schedules of seconds and a lease of a minute, so that their runs meet. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface TemplateNode {
	type: string;
	parameters: Record<string, unknown>;
}

interface Template {
	id: string;
	nodes: TemplateNode[];
}

/** By file name: how often each is run. */
const SECONDS: Readonly<Record<string, number>> = { 'products.json': 7, 'orders.json': 3, 'products-then-orders.json': 5 };
const LEASE_MINUTES = 1;

function toQuick(node: TemplateNode, seconds: number): TemplateNode {
	if (node.type === 'n8n-nodes-base.scheduleTrigger') {
		return { ...node, parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: seconds }] } } };
	}
	if (!node.type.endsWith('.amazonSyncRun') || node.parameters.operation !== 'start') return node;
	const options = typeof node.parameters.options === 'object' ? node.parameters.options : {};
	return { ...node, parameters: { ...node.parameters, options: { ...options, leaseMinutes: LEASE_MINUTES } } };
}

/** Writes them below `target` where the demo's import looks for templates; returns their ids. */
export function writeQuickTemplates(project: string, target: string): string[] {
	const folder = join(target, 'workflows');
	mkdirSync(folder, { recursive: true });
	const ids: string[] = [];
	for (const file of readdirSync(join(project, 'workflows')).filter((name) => name.endsWith('.json'))) {
		const template = JSON.parse(readFileSync(join(project, 'workflows', file), 'utf8')) as Template;
		const seconds = SECONDS[file];
		if (seconds !== undefined) ids.push(template.id);
		const quick = seconds === undefined ? template : { ...template, nodes: template.nodes.map((node) => toQuick(node, seconds)) };
		writeFileSync(join(folder, file), JSON.stringify(quick));
	}
	return ids;
}
