import { firstOfEach, isNumberedForOthers } from '../../../../lib/erpnext/namesakes';
import type { OrderSketch } from './anOrder';
import { type ErpSite, withErpSite } from './erpSite';

const ORDER: OrderSketch = { id: '902-1', buyer: 'Jane', email: 'jane@example.com', address: {} };
const namesOf = ({ sandbox }: ErpSite) => ['Customer', 'Address', 'Contact'].map((doctype) => sandbox.site.docs(doctype).map(({ name }) => name));

/** Just before a bulk insert of ours holds one of these, somebody else makes the same document. */
function makeFirst(site: ErpSite, doctypes: readonly ('Address' | 'Contact')[], like: Map<string, Record<string, unknown>>): void {
	let inserts = 0;
	const doctypeOf = ['Customer', 'Address', 'Contact'];
	site.faults.add({
		match: ({ path }) => {
			if (!path.endsWith('insert_many')) return false;
			const doctype = doctypes.find((candidate) => candidate === doctypeOf[inserts]);
			inserts += 1;
			const { name, ...fields } = like.get(doctype ?? '') ?? {};
			if (doctype && name) site.sandbox.site.insert(doctype, fields);
			return false;
		},
		fault: { kind: 'delay', ms: 0 },
	});
}

describe('addresses and contacts that two runs make at once', () => {
	it.each([[['Address']], [['Contact']], [['Address', 'Contact']]] as const)('are there once, and the order has the first (%j)', async (doctypes) => {
		await withErpSite(async (site) => {
			const empty = site.sandbox.site.snapshot();
			await site.write([ORDER]);
			const like = new Map(doctypes.map((doctype) => [doctype, site.sandbox.site.docs(doctype)[0] ?? {}]));
			const alone = namesOf(site);
			site.sandbox.site.restore(empty);
			makeFirst(site, doctypes, like);
			const results = await site.write([ORDER]);
			expect(results.map(({ action }) => action)).toEqual(['created']);
			expect(namesOf(site)).toEqual(alone);
			expect(site.orders('shipping_address_name', 'contact_person')).toEqual([[alone[1]?.[0], alone[2]?.[0]]]);
		});
	});

	it('cost no look-up while nobody else is at work, however the buyers are called', async () => {
		await withErpSite(async (site) => {
			const calls = await site.callsOf(async () => await site.write([ORDER]));
			const others = [2, 3].map((nth): OrderSketch => ({ ...ORDER, id: `902-${nth}`, buyer: `Jane ${nth}`, address: { line1: `${nth} Side St` } }));
			expect(await site.callsOf(async () => await site.write(others))).toBe(calls - 1);
		});
	});

	it('cost no look-up for buyers of one name either, as long as one run makes them', async () => {
		await withErpSite(async (site) => {
			const namesakes = [1, 2, 3].map((nth): OrderSketch => ({ ...ORDER, id: `902-${nth}`, address: { line1: `${nth} Side St` } }));
			const apart = namesakes.map((order, index): OrderSketch => ({ ...order, id: `903-${index}`, buyer: `Max ${index}` }));
			const calls = await site.callsOf(async () => await site.write(namesakes));
			expect(site.sandbox.site.docs('Address').map(({ name }) => name)).toEqual(['Jane-Shipping', 'Jane-Shipping-1', 'Jane-Shipping-2']);
			expect(await site.callsOf(async () => await site.write(apart))).toBe(calls - 1);
			// A later run cannot know whose the numbers before were.
			expect(await site.callsOf(async () => await site.write([{ ...ORDER, id: '904-1', address: { line1: '9 Side St' } }]))).toBe(calls);
		});
	});

	it('are told apart by ERPNext’s own numbers alone', () => {
		const isNumbered = (name: string, ...own: string[]) => isNumberedForOthers(name, 'Jane-Shipping', new Set(own));
		expect(isNumbered('Jane-Shipping-1')).toBe(true);
		expect(isNumbered('Jane-Shipping-1', 'Jane-Shipping')).toBe(false);
		expect(isNumbered('Jane-Shipping-3', 'Jane-Shipping', 'Jane-Shipping-1', 'Jane-Shipping-2')).toBe(false);
		expect(isNumbered('Jane-Shipping-3', 'Jane-Shipping', 'Jane-Shipping-2')).toBe(true);
		expect(['Jane-Shipping', 'Jane-Shipping-1-2', 'ADDR-0001', 'Jane-902-1'].map((name) => isNumbered(name))).toEqual([false, false, false, false]);
		expect([...firstOfEach([['a', 'X-10'], ['a', 'X-9'], ['b', 'Y'], ['a', 'X-11']])]).toEqual([['a', 'X-9'], ['b', 'Y']]);
	});
});
