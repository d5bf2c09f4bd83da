import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncSettings } from '../../../../lib/settings';
import type { OrderResult } from '../../../../lib/sync/types';
import type { OrderSketch } from './anOrder';
import { withErpSite, type ErpSite } from './erpSite';

type Person = 'submit' | 'deliver' | 'invoice' | 'cancel' | 'delete' | 'close' | 'reopen' | 'editDraft';

interface LifeStep {
	/** What changes at Amazon; the first one is how the order begins. */
	amazon?: Partial<OrderSketch>;
	/** What somebody does to the latest Sales Order. */
	person?: Person;
	/** A record made or changed in ERPNext. */
	erpnext?: { doctype: string; name?: string; fields: Record<string, unknown> };
	settings?: Partial<SyncSettings>;
	/** A run, and what comes of it; `reason` is a part of it. */
	run?: Partial<OrderResult>;
}

interface Life {
	/** What the life is there to show. */
	shows: string;
	steps: LifeStep[];
	/** Sales Orders in the end, in order of their names: docstatus, total, Amazon's status. */
	books: Array<[docstatus: number, total: number, amazonStatus: string | null]>;
}

const FOLDER = join(__dirname, '../../../fixtures/lives');
const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
const ID = '902-0000000-0000001';
const FIRST_UPDATE_MS = Date.parse('2026-11-20T16:00:00Z');

function act({ site }: ErpSite['sandbox'], does: Person): void {
	const doc = site.docs('Sales Order').sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1)).at(-1);
	const name = String(doc?.name);
	if (does === 'deliver' || does === 'invoice') site[does](name);
	else if (does === 'delete') site.remove('Sales Order', name);
	else if (does === 'close' || does === 'reopen') site.poke('Sales Order', name, { status: does === 'close' ? 'Closed' : 'To Deliver and Bill' });
	else if (does === 'editDraft') site.update('Sales Order', name, { items: [{ item_code: 'SKU-1', qty: 1, rate: 1, warehouse: 'Stores - ACME' }] });
	else site.update('Sales Order', name, { docstatus: does === 'cancel' ? 2 : 1 });
}

function enter({ site }: ErpSite['sandbox'], { doctype, name, fields }: NonNullable<LifeStep['erpnext']>): void {
	if (name === undefined) site.insert(doctype, fields);
	else site.update(doctype, name, fields);
}

async function live(site: ErpSite, { steps, books }: Life): Promise<void> {
	let sketch: OrderSketch = { id: ID };
	let settings: Partial<SyncSettings> = {};
	for (const [index, step] of steps.entries()) {
		if (step.amazon) sketch = { ...sketch, updated: new Date(FIRST_UPDATE_MS + index * 60_000).toISOString(), ...step.amazon };
		if (step.settings) settings = { ...settings, ...step.settings };
		if (step.person) act(site.sandbox, step.person);
		if (step.erpnext) enter(site.sandbox, step.erpnext);
		if (!step.run) continue;
		const [result] = await site.write([sketch], settings);
		const { reason, ...rest } = step.run;
		expect({ step: index, ...result }).toMatchObject({ step: index, ...rest });
		if (reason !== undefined) expect(result?.reason).toContain(reason);
	}
	expect(site.orders('docstatus', 'grand_total', 'amazon_order_status')).toEqual(books);
}

describe('the life of an order', () => {
	it.each(names)('%s', async (name) => {
		const life: Life = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
		await withErpSite(async (site) => await live(site, life));
	});
});
