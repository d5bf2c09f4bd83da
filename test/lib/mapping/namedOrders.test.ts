import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AmazonOrder } from '../../../lib/amazon/types';
import { MappingError } from '../../../lib/mapping/errors';
import { toSalesOrder } from '../../../lib/mapping/toSalesOrder';
import type { MappedOrder } from '../../../lib/mapping/types';
import { erpTotals } from './erpArithmetic';
import { type ContextOverrides, toContext } from './orderContext';

interface NamedOrder {
	/** What the order is there to show. */
	shows: string;
	order: AmazonOrder;
	context?: ContextOverrides;
	expected: {
		/** The mapping must refuse it so; nothing else is looked at. */
		error?: { field: string; message: string; detail?: string };
		total?: string;
		salesOrder?: object;
		customer?: object;
		/** null: none is made. A field of null is one that must not be there. */
		address?: object | null;
		contact?: object | null;
		money?: object;
		/** Part of each note, in order; all of them. */
		notes?: string[];
	};
}

const FOLDER = join(__dirname, '../../fixtures/orders');
const names = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
const named = new Map<string, NamedOrder>(
	names.map((name) => [name, JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'))]),
);

function expectParts(found: object | undefined, wanted: object | null): void {
	if (wanted === null) {
		expect(found).toBeUndefined();
		return;
	}
	const present = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
	const absent = Object.keys(wanted).filter((key) => !(key in present));
	expect(found).toMatchObject(present);
	for (const key of absent) expect(found).not.toHaveProperty(key);
}

function map({ order, context }: NamedOrder): MappedOrder {
	return toSalesOrder(order, toContext(order, context));
}

describe('orders that become Sales Orders', () => {
	const mapped = names.filter((name) => !named.get(name)?.expected.error);

	it.each(mapped)('%s', (name) => {
		const order = named.get(name);
		if (!order) throw new Error(`no order '${name}'`);
		const { expected } = order;
		const result = map(order);
		expect(result.money.total).toBe(expected.total);
		if (expected.money) expect(result.money).toMatchObject(expected.money);
		if (expected.salesOrder) expect(result.salesOrder).toMatchObject(expected.salesOrder);
		if (expected.customer) expect(result.customer).toMatchObject(expected.customer);
		if (expected.address !== undefined) expectParts(result.address, expected.address);
		if (expected.contact !== undefined) expectParts(result.contact, expected.contact);
		if (expected.notes) expect(result.notes).toEqual(expected.notes.map((note) => expect.stringContaining(note)));
	});

	it.each(mapped)('comes to its total in ERPNext: %s', (name) => {
		const order = named.get(name);
		if (!order) throw new Error(`no order '${name}'`);
		const { salesOrder, money } = map(order);
		const precision = order.context?.settings?.currencyPrecision ?? 2;
		const templateRows = order.context?.taxTemplateRows?.length ?? 0;
		const withoutTemplate = { ...salesOrder, taxes: salesOrder.taxes.slice(templateRows) };
		const { grandTotal } = erpTotals(withoutTemplate, precision, "Banker's Rounding");
		expect(grandTotal).toBe(Number(money.totalWithoutTax ?? money.total));
	});
});

describe('orders that cannot become Sales Orders', () => {
	const refused = names.filter((name) => named.get(name)?.expected.error);

	it.each(refused)('%s', (name) => {
		const order = named.get(name);
		if (!order?.expected.error) throw new Error(`no order '${name}'`);
		const { field, message, detail } = order.expected.error;
		let thrown: unknown;
		try {
			map(order);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toBeInstanceOf(MappingError);
		expect(thrown).toMatchObject({ orderId: order.order.orderId, field, message: expect.stringContaining(message) });
		if (detail) expect(thrown).toHaveProperty('detail', expect.stringContaining(detail));
	});
});

it('holds at least 60 named orders, each showing something of its own', () => {
	expect(names.length).toBeGreaterThanOrEqual(60);
	const shown = names.map((name) => named.get(name)?.shows);
	expect(new Set(shown).size).toBe(names.length);
});
