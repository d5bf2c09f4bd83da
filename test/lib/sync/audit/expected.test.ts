import type { AmazonOrder } from '../../../../lib/amazon/types';
import { type AuditPolicy, toExpectation } from '../../../../lib/sync/audit/expected';
import { anOrder, type OrderSketch } from '../orders/anOrder';

const POLICY: AuditPolicy = {
	taxHandling: 'amazonAmounts',
	facilitatorTax: 'leaveOut',
	isKeptTaxIn: false,
	currencyPrecision: 2,
	currency: '',
	isTemplateInclusive: false,
};

const expectedOf = (order: AmazonOrder, more: Partial<AuditPolicy> = {}) => {
	const expectation = toExpectation(order, { ...POLICY, ...more });
	return 'expected' in expectation ? [expectation.expected.total, expectation.expected.doubt] : expectation;
};

/** 20.00 and 1.60 tax on top; `facilitator`: Amazon keeps the tax. */
function taxed(facilitator: boolean): AmazonOrder {
	const order = anOrder({ id: 'A', lines: [{ sku: 'S', quantity: 1, unitCents: 2000 }] });
	const tax = { type: 'TAX', subtotal: { amount: '1.60', currencyCode: 'USD' } };
	const [item] = order.orderItems;
	if (item?.proceeds) {
		item.proceeds.breakdowns?.push(tax);
		item.proceeds.proceedsTotal = { amount: '21.60', currencyCode: 'USD' };
	}
	if (item && facilitator) item.tax = { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty: 'Amazon Services, Inc.' }] };
	order.proceeds = { grandTotal: { amount: '21.60', currencyCode: 'USD' } };
	return order;
}

const broken = (change: (order: AmazonOrder) => void, more: Partial<OrderSketch> = {}): AmazonOrder => {
	const order = anOrder({ id: 'A', ...more });
	change(order);
	return order;
};

describe('the total that an order should come to', () => {
	it.each([
		['with its own tax', taxed(false), {}, '21.60'],
		['without tax that stays out of the books', taxed(false), { taxHandling: 'none' }, '20.00'],
		['with what a template is to add', taxed(false), { taxHandling: 'taxTemplate' }, '21.60'],
		['without tax that Amazon keeps', taxed(true), {}, '20.00'],
		['with tax that Amazon keeps, where the books hold it', taxed(true), { isKeptTaxIn: true }, '21.60'],
		['with none to keep', taxed(false), { isKeptTaxIn: true }, '21.60'],
	] as const)('is Amazon\'s %s', (_what, order, more, total) => {
		expect(expectedOf(order, more)).toEqual([total, undefined]);
	});

	it("is Amazon's grand total alone where its amounts do not add up", () => {
		const order = broken(({ proceeds }) => Object.assign(proceeds ?? {}, { grandTotal: { amount: '19.98', currencyCode: 'USD' } }));
		expect(expectedOf(order)).toEqual(['19.98', 'the lines add up to 19.99 USD and Amazon says 19.98 USD.']);
	});

	it('is unknown where Amazon sends no amount, or one that is none', () => {
		expect(expectedOf(broken((order) => Object.assign(order, { proceeds: undefined, orderItems: [{ orderItemId: '1', quantityOrdered: 1, product: {} }] })))).toEqual({
			unreadable: 'Amazon sent no grand total for it, so its sum cannot be proven.',
		});
		expect(expectedOf(broken((order) => Object.assign(order, { proceeds: { grandTotal: { amount: 'free', currencyCode: 'USD' } } })))).toEqual({
			unreadable: expect.stringContaining("'proceeds.grandTotal' is 'free'"),
		});
	});

	it('is nothing where every line is cancelled', () => {
		const order = broken(({ orderItems, proceeds }) => {
			for (const item of orderItems) Object.assign(item, { quantityOrdered: 0, proceeds: undefined });
			if (proceeds) proceeds.grandTotal = { amount: '0.00', currencyCode: 'USD' };
		});
		expect(expectedOf(order)).toEqual({ nothing: true });
	});

	it('survives a shape that nobody foresaw', () => {
		const order = broken((sent) => Object.assign(sent, { orderItems: [null] }));
		expect(expectedOf(order)).toEqual({ unreadable: 'it has a shape that this version does not know.' });
	});
});
