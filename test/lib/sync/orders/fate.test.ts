import { fateOf, fulfillmentStatusOf } from '../../../../lib/sync/orders/fate';
import { anOrder } from './anOrder';

const withStatus = (status: string) => anOrder({ id: '1', status });

/** An order of another shop, as Amazon sends it: without any money. */
function soldElsewhere(status = 'SHIPPED') {
	const order = withStatus(status);
	const orderItems = order.orderItems.map((item) => ({ ...item, proceeds: undefined }));
	return { ...order, proceeds: undefined, salesChannel: { channelName: 'NON_AMAZON' }, orderItems };
}

describe('what an order asks of ERPNext', () => {
	it.each([
		['PENDING', 'waits'],
		['PENDING_AVAILABILITY', 'waits'],
		['UNSHIPPED', 'lives'],
		['PARTIALLY_SHIPPED', 'lives'],
		['SHIPPED', 'lives'],
		['CANCELLED', 'cancelled'],
		['UNFULFILLABLE', 'unfulfillable'],
		['A_STATE_OF_NEXT_YEAR', 'lives'],
	])('follows from %s: it %s', (status, fate) => {
		expect(fateOf(withStatus(status))).toBe(fate);
		expect(fateOf(withStatus(` ${status.toLowerCase()}`))).toBe(fate);
	});

	it('is to be written where Amazon says nothing of its fulfilment', () => {
		const order = { ...withStatus('SHIPPED'), fulfillment: undefined };
		expect([fateOf(order), fulfillmentStatusOf(order)]).toEqual(['lives', '']);
	});

	it('is nothing where another shop sold it and Amazon only ships it', () => {
		expect(fateOf(soldElsewhere())).toBe('elsewhere');
		expect(fateOf(soldElsewhere('CANCELLED'))).toBe('cancelled');
		const nothing = { amount: '0.00', currencyCode: 'USD' };
		expect(fateOf({ ...soldElsewhere(), proceeds: { grandTotal: nothing } })).toBe('elsewhere');
	});

	it('is to be written when it carries money, whoever sold it', () => {
		const money = { amount: '10.00', currencyCode: 'USD' };
		const order = soldElsewhere();
		expect(fateOf({ ...order, proceeds: { grandTotal: money } })).toBe('lives');
		const orderItems = order.orderItems.map((item) => ({ ...item, proceeds: { proceedsTotal: money } }));
		expect(fateOf({ ...order, orderItems })).toBe('lives');
	});
});
