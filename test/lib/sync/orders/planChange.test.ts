import type { ErpSalesOrder } from '../../../../lib/erpnext/types';
import { planChange } from '../../../../lib/sync/orders/planChange';

const base: ErpSalesOrder = {
	title: 'Jane',
	customer: 'Jane - 1',
	company: 'Acme Inc',
	transaction_date: '2026-11-20',
	delivery_date: '2026-11-25',
	currency: 'USD',
	selling_price_list: 'Standard Selling',
	ignore_pricing_rule: 1,
	disable_rounded_total: 1,
	amazon_order_id: '111-1',
	items: [
		{ name: 'row-a', item_code: 'SKU-1', qty: 3, rate: 3.33, amazon_order_item_id: 'a' },
		{ name: 'row-b', item_code: 'SKU-2', qty: 1, rate: 7, amazon_order_item_id: 'b' },
	],
	taxes: [{ charge_type: 'Actual', account_head: 'Amazon Shipping - ACME', description: 'Shipping', tax_amount: 4.99 }],
};
const wanted = (changes: Partial<ErpSalesOrder>): ErpSalesOrder => ({
	...base,
	items: base.items.map((row) => ({ ...row, name: undefined })),
	...changes,
});

describe('planChange', () => {
	it('has nothing to do to the rows when they agree', () => {
		expect(planChange(base, wanted({ delivery_date: '2026-12-01' }))).toEqual({ kind: 'fields' });
	});

	it('lowers a quantity by changed rows', () => {
		const items = [{ ...base.items[0]!, qty: 2 }, base.items[1]!];
		expect(planChange(base, wanted({ items }))).toEqual({
			kind: 'rows',
			rows: [
				{ docname: 'row-a', item_code: 'SKU-1', qty: 2, rate: 3.33 },
				{ docname: 'row-b', item_code: 'SKU-2', qty: 1, rate: 7 },
			],
			said: ["Item 'SKU-1': quantity 3 -> 2"],
		});
	});

	it('sends of a row that it changes all that ERPNext\'s own dialog sends', () => {
		const [first, second] = base.items;
		const filled = { ...first!, description: 'First', uom: 'Nos', conversion_factor: 1, delivery_date: '2026-11-25' };
		const plan = planChange({ ...base, items: [filled, second!] }, wanted({ items: [{ ...first!, qty: 2 }, second!] }));
		expect(plan).toMatchObject({
			kind: 'rows',
			rows: [{ docname: 'row-a', qty: 2, description: 'First', uom: 'Nos', conversion_factor: 1, delivery_date: '2026-11-25' }, { docname: 'row-b' }],
		});
	});

	it('does not amend for a tax template that a rule of the site filled in', () => {
		expect(planChange({ ...base, taxes_and_charges: 'VAT - ACME' }, wanted({}))).toEqual({ kind: 'fields' });
		expect(planChange({ ...base, taxes_and_charges: 'VAT - ACME' }, wanted({ taxes_and_charges: 'Other - ACME' }))).toMatchObject({ kind: 'amend' });
	});

	it('drops a row', () => {
		expect(planChange(base, wanted({ items: [base.items[0]!] }))).toMatchObject({ kind: 'rows', rows: [{ docname: 'row-a' }], said: ["Item 'SKU-2': dropped"] });
	});

	it('amends when a charge changed', () => {
		const taxes = [{ ...base.taxes[0]!, tax_amount: 2.5 }];
		expect(planChange(base, wanted({ taxes }))).toEqual({ kind: 'amend', said: ['Amazon Shipping - ACME: 4.99 -> 2.50'] });
	});

	it('amends when a row is new or becomes free', () => {
		const added = [...base.items, { item_code: 'SKU-3', qty: 1, rate: 1, amazon_order_item_id: 'c' }];
		expect(planChange(base, wanted({ items: added }))).toMatchObject({ kind: 'amend', said: ["Item 'SKU-3': new"] });
		const free = [{ ...base.items[0]!, rate: 0, discount_percentage: 100 }, base.items[1]!];
		expect(planChange(base, wanted({ items: free }))).toMatchObject({ kind: 'amend' });
	});

	it('keeps Items, warehouses and accounts that people repointed since', () => {
		const repointed = {
			...base,
			items: [{ ...base.items[0]!, item_code: 'KETTLE', warehouse: 'Other - ACME' }, base.items[1]!],
			taxes: [{ ...base.taxes[0]!, account_head: 'Freight - ACME' }],
		};
		const items = [{ ...base.items[0]!, qty: 1 }, base.items[1]!];
		expect(planChange(repointed, wanted({ items }))).toMatchObject({ kind: 'rows', rows: [{ docname: 'row-a', item_code: 'KETTLE', qty: 1 }, {}] });
	});

	it('pairs several rows of one Amazon order item in their order', () => {
		const split = {
			...base,
			items: [
				{ name: 'r1', item_code: 'SKU-1', qty: 2, rate: 3.33, amazon_order_item_id: 'a' },
				{ name: 'r2', item_code: 'SKU-1', qty: 1, rate: 3.34, amazon_order_item_id: 'a' },
			],
		};
		const items = split.items.map((row) => ({ ...row, name: undefined, rate: row.rate - 1 }));
		expect(planChange(split, wanted({ items }))).toMatchObject({ kind: 'rows', rows: [{ docname: 'r1' }, { docname: 'r2' }] });
	});
});
