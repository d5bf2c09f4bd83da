import type { ErpSalesOrder } from '../../../../lib/erpnext/types';
import { settingsForMarketplace } from '../../../../lib/settings';
import { toSalesOrder } from '../../../../lib/mapping/toSalesOrder';
import { sayBothSums } from '../../../../lib/sync/orders/bothSums';
import { anOrder, someSettings } from './anOrder';

const settings = someSettings();
const order = anOrder({ id: '1', lines: [{ sku: 'KETTLE', quantity: 2, unitCents: 1999 }, { sku: 'CUP', quantity: 1, unitCents: 500 }], shippingCents: 499 });
const itemCodes = { '1-1': 'KETTLE', '1-2': 'CUP' };
const mapped = toSalesOrder(order, { settings, marketplace: settingsForMarketplace(settings, undefined), itemCodes, countries: {} });

/** As ERPNext would hold it, with `change` made by whatever rule it has. */
function written(change: (doc: ErpSalesOrder) => void): ErpSalesOrder {
	const doc: ErpSalesOrder = structuredClone({ ...mapped.salesOrder, grand_total: 49.97 });
	for (const row of doc.items) row.amount = row.qty * row.rate;
	change(doc);
	return doc;
}

describe('both sums of an order', () => {
	it('stand line by line, Amazon\'s beside ERPNext\'s', () => {
		const doc = written(({ items: [kettle], taxes: [shipping] }) => {
			Object.assign(kettle ?? {}, { rate: 18, amount: 36 });
			Object.assign(shipping ?? {}, { tax_amount: 4.5 });
		});
		expect(sayBothSums(mapped, { ...doc, grand_total: 45.5 })).toBe(
			"Amazon's sum / ERPNext's, line by line: KETTLE: 2 x 19.99 = 39.98 / 2 x 18.00 = 36.00; CUP: 1 x 5.00 = 5.00 / 1 x 5.00 = 5.00; " +
				'Shipping: 4.99 / 4.50; total: 49.97 / 45.50 USD',
		);
	});

	it('show what ERPNext added and what it lacks', () => {
		const doc = written((all) => {
			all.items = [...all.items.slice(1), { item_code: 'GIFT', qty: 1, rate: 1, amount: 1 }];
			all.taxes = [{ charge_type: 'On Net Total', account_head: 'VAT - ACME', description: 'VAT', rate: 10, tax_amount: 0.6 }];
		});
		expect(sayBothSums(mapped, { ...doc, grand_total: 6.6 })).toBe(
			"Amazon's sum / ERPNext's, line by line: KETTLE: 2 x 19.99 = 39.98 / no row; CUP: 1 x 5.00 = 5.00 / 1 x 5.00 = 5.00; " +
				"Shipping: 4.99 / no charge; only in ERPNext: Item 'GIFT': 1 x 1.00 = 1.00; only in ERPNext: VAT: 0.60; total: 49.97 / 6.60 USD",
		);
	});
});
