/** The shipped templates, filled in the way a person fills them in, and imported by n8n's own command. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type AuditPeriod, auditPeriod } from './audit';
import type { ChosenSettings } from './chooseSettings';
import type { AmazonEnd, ErpNextEnd } from './ends';
import type { DemoFolders } from './n8nInstall';
import { n8nCli, type N8nPorts } from './n8nProcess';

export const PRODUCTS_THEN_ORDERS = { id: 'AmzErpProdsOrders1', trigger: 'Execute by hand' };

/** What the backfill template of the demo is filled in with, for people to change. */
const BACKFILL_DAYS = 30;

interface TemplateNode {
	type: string;
	parameters: Record<string, unknown>;
}

export interface Template {
	id: string;
	name: string;
	nodes: TemplateNode[];
}

const asChosen = (value: string) => ({ __rl: true, mode: 'list', value });

export interface Period {
	marketplaceId: string;
	afterDate: string;
	backfillUntil: string;
	/** What the audit compares; without it last month. */
	audit?: AuditPeriod;
}

/** Fills the Start nodes, and the marketplaces of a List node that has a window of its own. */
export function fillIn<T extends Template>(template: T, settings: ChosenSettings, period: Period): T {
	const chosen = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, asChosen(value)]));
	const own: Record<string, unknown> = {
		...chosen,
		marketplaces: [period.marketplaceId],
		afterDate: period.afterDate,
		backfillUntil: period.backfillUntil,
	};
	const nodes = template.nodes.map((node) => {
		if (node.type === 'n8n-nodes-base.set' && period.audit) return withAssignments(node, { ...period.audit });
		if (!node.type.startsWith('n8n-nodes-amazon-erpnext.')) return node;
		const filled = Object.keys(node.parameters).flatMap((name) => (name in own ? [[name, own[name]] as const] : []));
		return { ...node, parameters: { ...node.parameters, ...Object.fromEntries(filled) } };
	});
	return { ...template, nodes };
}

interface Assignment {
	name: string;
	value: string;
}

/** An Edit Fields node with other values for the fields of these names. */
function withAssignments<Node extends TemplateNode>(node: Node, values: Record<string, string>): Node {
	const { assignments } = node.parameters.assignments as { assignments: Assignment[] };
	const filled = assignments.map((one) => ({ ...one, value: values[one.name] ?? one.value }));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: filled } } };
}

/** Imports credentials and all templates into n8n's user folder; known ids are overwritten. */
export async function importAll(
	folders: DemoFolders,
	ports: N8nPorts,
	ends: { amazon: AmazonEnd; erpnext: ErpNextEnd; settings: ChosenSettings },
): Promise<void> {
	const folder = join(folders.demo, 'import');
	const workflows = join(folder, 'workflows');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(workflows, { recursive: true });
	const source = join(folders.project, 'workflows');
	const { marketplace, afterDate } = ends.amazon;
	const backfillUntil = new Date(Date.parse(afterDate) - BACKFILL_DAYS * 86_400_000).toISOString();
	const period = { marketplaceId: marketplace.marketplaceId, afterDate, backfillUntil, audit: auditPeriod(afterDate) };
	for (const file of readdirSync(source).filter((name) => name.endsWith('.json'))) {
		const template = JSON.parse(readFileSync(join(source, file), 'utf8')) as Template;
		writeFileSync(join(workflows, file), JSON.stringify(fillIn(template, ends.settings, period)));
	}
	const credentials = join(folder, 'credentials.json');
	// n8n keeps its own copy, encrypted. Also when Ctrl-C ends this in the middle.
	const forget = (): void => rmSync(credentials, { force: true });
	process.once('exit', forget);
	try {
		writeFileSync(credentials, JSON.stringify(toCredentials(ends)), { mode: 0o600 });
		await n8nCli(folders, ports, ['import:credentials', `--input=${credentials}`]);
	} finally {
		forget();
		process.off('exit', forget);
	}
	await n8nCli(folders, ports, ['import:workflow', '--separate', `--input=${workflows}`]);
}

/** Under the ids and names that the templates carry. */
function toCredentials({ amazon, erpnext }: { amazon: AmazonEnd; erpnext: ErpNextEnd }): object[] {
	const { url, apiKey, apiSecret, ignoreSslIssues } = erpnext.credentials;
	return [
		{ id: 'AmazonErpnextAmz1', name: 'Amazon', type: 'amazonSellingPartnerLwaApi', data: amazon.credentials },
		{
			id: 'AmazonErpnextErp1',
			name: 'ERPNext',
			type: 'erpNextSiteApi',
			data: { url, apiKey, apiSecret, allowUnauthorizedCerts: ignoreSslIssues },
		},
	];
}
