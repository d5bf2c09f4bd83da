import fc from 'fast-check';
import type { OrderResult } from '../../../../lib/sync/types';
import type { OrderSketch } from './anOrder';
import type { Death } from './memoryErp';

export const ORDERS = ['701', '702', '703'];
export const SKUS = ['SKU-1', 'SKU-2'];

/** What people do to a Sales Order, or to its draft, while orders live on at Amazon. */
export const DEEDS = ['cancel', 'delete', 'deliver', 'deliverPart', 'invoice', 'close', 'hold', 'reopen', 'changeRows', 'editDraft'] as const;

export type Step =
	| { kind: 'amazon'; order: number; status: string; quantities: number[]; unitCents: number; shippingCents: number }
	| { kind: 'run'; death?: Death }
	| { kind: 'twoRuns' }
	| { kind: 'person'; order: number; does: (typeof DEEDS)[number] }
	| { kind: 'item'; sku: number; disabled: 0 | 1 };

const order = fc.nat({ max: ORDERS.length - 1 });
const death = fc.record({ atCall: fc.integer({ min: 1, max: 30 }), done: fc.boolean(), once: fc.boolean() });
export const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant('amazon' as const),
			order,
			status: fc.constantFrom('PENDING', 'PENDING_AVAILABILITY', 'UNSHIPPED', 'UNSHIPPED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED'),
			quantities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
			unitCents: fc.constantFrom(0, 333, 1999),
			shippingCents: fc.constantFrom(0, 499),
		}),
	},
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const), death }) },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('run' as const) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('twoRuns' as const) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('person' as const),
			order,
			does: fc.constantFrom(...DEEDS),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('item' as const), sku: fc.nat({ max: 1 }), disabled: fc.constantFrom(0 as const, 1 as const) }) },
);

const isPending = (status: string): boolean => status.startsWith('PENDING');

export type HeldDoc = Record<string, unknown> & { name: string };
export type PersonDoes = Extract<Step, { kind: 'person' }>['does'];

/** One ERPNext, as a life needs it. */
export interface Desk {
	docs(doctype: string): HeldDoc[];
	/** Undefined when the run died. */
	run(sketches: OrderSketch[], submitOrders: boolean, death?: Death): Promise<OrderResult[] | undefined>;
	setDisabled(sku: string, disabled: 0 | 1): void;
	/** What a person may do with this Sales Order; does nothing where ERPNext would refuse. */
	touch(doc: HeldDoc, does: PersonDoes): void;
}

/** Amazon, ERPNext and the people at its desk, through one random life. */
export class World {
	readonly amazon = new Map<string, OrderSketch>();
	/** Orders that a person touched in ERPNext: only of these may anything stay unequal. */
	readonly touched = new Set<string>();
	private minutes = 0;

	constructor(
		private readonly erp: Desk,
		private readonly submitOrders: boolean,
		/** What happened in this life, added up over many. */
		private readonly met = new Set<string>(),
	) {}

	async live(step: Step): Promise<void> {
		this.minutes += 1;
		if (step.kind === 'amazon') this.changeAtAmazon(step);
		else if (step.kind === 'run') await this.run(step.death);
		else if (step.kind === 'twoRuns') await Promise.all([this.run(), this.run()]);
		else if (step.kind === 'item') this.erp.setDisabled(SKUS[step.sku] ?? '', step.disabled);
		else this.touch(ORDERS[step.order] ?? '', step.does);
	}

	async run(death?: Death): Promise<OrderResult[]> {
		const results = await this.erp.run([...this.amazon.values()], this.submitOrders, death);
		if (!results) this.met.add('death');
		for (const { action } of results ?? []) this.met.add(action);
		return results ?? [];
	}

	private changeAtAmazon({ order, status, quantities, unitCents, shippingCents }: Extract<Step, { kind: 'amazon' }>): void {
		const id = ORDERS[order] ?? '';
		// Amazon neither revives a cancelled order nor sends a confirmed one back to pending.
		const known = this.amazon.get(id)?.status;
		if (known === 'CANCELLED' || (known !== undefined && !isPending(known) && isPending(status))) return;
		const updated = new Date(Date.parse('2026-11-20T16:00:00Z') + this.minutes * 60_000).toISOString();
		const lines = quantities.map((quantity, index) => ({ sku: SKUS[index] ?? '', quantity, unitCents }));
		// The last order has no address: then Amazon withholds its buyer.
		const buyer = order === 2 ? {} : { buyer: `Buyer ${id}`, address: { line1: `${id} Main St` } };
		this.amazon.set(id, { id, status, updated, lines, shippingCents, ...buyer });
	}

	private touch(id: string, does: PersonDoes): void {
		const rows = this.erp.docs('Sales Order').filter((row) => row.amazon_order_id === id);
		// Of a cancelled one only deleting is left.
		const doc = rows.find((row) => row.docstatus !== 2) ?? (does === 'delete' ? rows[0] : undefined);
		if (!doc) return;
		this.touched.add(id);
		this.met.add(does);
		this.erp.touch(doc, does);
	}

	/** What stands in ERPNext of each order, against what Amazon says, when all is quiet again. */
	async verdicts(): Promise<string[]> {
		for (const sku of SKUS) this.erp.setDisabled(sku, 0);
		await this.run();
		const results = await this.run();
		return results.flatMap((result) => this.judge(result));
	}

	/** Customers, addresses and contacts that are there twice. */
	doubled(): unknown[] {
		const keys = [
			...this.erp.docs('Customer').map((doc) => doc.customer_name),
			...this.erp.docs('Address').map((doc) => doc.address_line1),
			...this.erp.docs('Contact').map((doc) => doc.first_name),
		];
		return keys.filter((key, index) => keys.indexOf(key) < index);
	}

	private judge(result: OrderResult): string[] {
		const id = result.amazonOrderId;
		const sketch = this.amazon.get(id);
		const ours = this.erp.docs('Sales Order').filter((doc) => doc.po_no === id && doc.docstatus !== 2);
		const say = (text: string) => [`${id} ${sketch?.status}: ${text}; result ${JSON.stringify(result)}`];
		if (ours.length > 1) return say(`${ours.length} live Sales Orders`);
		const isExplained = result.reason !== undefined && (result.action === 'failed' || result.action === 'unchanged');
		if (isExplained && this.touched.has(id)) return [];
		const [doc] = ours;
		if (sketch?.status === 'CANCELLED' || isPending(sketch?.status ?? '')) return doc ? say(`${doc.name} lives`) : [];
		if (!doc) return say('no live Sales Order');
		const cents = (sketch?.lines ?? []).reduce((sum, line) => sum + line.quantity * line.unitCents, sketch?.shippingCents ?? 0);
		if (doc.docstatus !== (this.submitOrders ? 1 : 0)) return say(`docstatus ${String(doc.docstatus)}`);
		if (doc.amazon_order_id !== id) return say(`its id is ${String(doc.amazon_order_id)}`);
		if (Math.round(Number(doc.grand_total) * 100) !== cents) return say(`${String(doc.grand_total)} in place of ${cents / 100}`);
		if (doc.amazon_order_status !== sketch?.status) return say(`status ${String(doc.amazon_order_status)}`);
		return result.action === 'unchanged' ? [] : say('still not quiet');
	}
}
