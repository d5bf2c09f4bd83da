import { FaultPlan } from '../../../../sandbox/faults';
import { startErpNextSandbox, type ErpNextSandbox } from '../../../../sandbox/erpnext/server';
import type { ErpClient } from '../../../../lib/erpnext/client';
import { createErpClient } from '../../../../lib/erpnext/http';
import { checkSettings } from '../../../../lib/erpnext/settingsCheck';
import { ensureSchema } from '../../../../lib/erpnext/setup';
import { DEFAULT_SETTINGS, type SettingsInput, type SyncSettings } from '../../../../lib/settings';
import type { OrderResult } from '../../../../lib/sync/types';
import { writeOrders } from '../../../../lib/sync/writeOrders';
import { FakeClock } from '../../../support/fakeClock';
import { anOrder, type OrderSketch } from './anOrder';

export interface ErpSite {
	sandbox: ErpNextSandbox;
	/** Of the user who works day to day: Sales User, Sales Master Manager and Item Manager. */
	erp: ErpClient;
	faults: FaultPlan;
	settings: SyncSettings;
	write(sketches: OrderSketch[], changes?: Partial<SyncSettings>): Promise<OrderResult[]>;
	writeAs(user: { apiKey: string; apiSecret: string }, sketches: OrderSketch[]): Promise<OrderResult[]>;
	/** What `work` cost in requests. */
	callsOf(work: () => Promise<unknown>): Promise<number>;
	/** Sales Orders as `fields` of each, by name. */
	orders(...fields: string[]): unknown[][];
}

const SKUS = ['SKU-1', 'SKU-2', 'SKU-3'];

/** A prepared ERPNext stand-in with three Items, closed whatever happens. */
export async function withErpSite(test: (site: ErpSite) => Promise<void>, input: Partial<SettingsInput> = {}): Promise<void> {
	const faults = new FaultPlan();
	const clock = new FakeClock();
	const sandbox = await startErpNextSandbox({ clock, faults });
	try {
		const clientOf = (user: { apiKey: string; apiSecret: string }) =>
			createErpClient({ url: sandbox.url, ...user, ignoreSslIssues: false }, { clock, random: () => 0.5 });
		const manager = clientOf(sandbox.users.manager);
		await ensureSchema(manager);
		for (const sku of SKUS) {
			sandbox.site.insert('Item', { item_code: sku, item_name: sku, item_group: 'Products', stock_uom: 'Nos', is_stock_item: 1 });
		}
		sandbox.site.insert('Account', { account_name: 'Amazon', parent_account: 'Direct Income - ACME', company: 'Acme Inc', is_group: 1 });
		const settings = await checkSettings(
			manager,
			{
				...DEFAULT_SETTINGS,
				company: 'Acme Inc',
				warehouse: 'Stores - ACME',
				priceList: 'Standard Selling',
				parentItemGroup: 'Products',
				customerGroup: 'Individual',
				territory: 'All Territories',
				accountGroup: 'Amazon - ACME',
				...input,
			},
			{ sellerId: 'A1SELLER' },
		);
		const erp = clientOf(sandbox.users.dayToDay);
		await test({
			sandbox,
			erp,
			faults,
			settings,
			write: async (sketches, changes) => await writeOrders({ erp, clock }, sketches.map(anOrder), { ...settings, ...changes }),
			writeAs: async (user, sketches) => await writeOrders({ erp: clientOf(user), clock }, sketches.map(anOrder), settings),
			callsOf: async (work) => {
				const before = erp.usage.calls;
				await work();
				return erp.usage.calls - before;
			},
			orders: (...fields) => {
				const docs = sandbox.site.docs('Sales Order').sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1));
				return docs.map((doc) => fields.map((field) => doc[field]));
			},
		});
	} finally {
		await sandbox.close();
	}
}
