import { addressKey, fetchAddresses, insertAddresses } from '../../../lib/erpnext/addresses';
import { contactKey, fetchContacts, insertContacts } from '../../../lib/erpnext/contacts';
import { fetchCountryNames } from '../../../lib/erpnext/countries';
import { fetchCustomers, insertCustomers } from '../../../lib/erpnext/customers';
import { toLooseName } from '../../../lib/erpnext/looseName';
import type { ErpCustomer } from '../../../lib/erpnext/types';
import { withErpSite } from '../sync/orders/erpSite';

const customer = (name: string): ErpCustomer => ({ customer_name: name, customer_type: 'Individual', customer_group: 'Individual', territory: 'All Territories' });
const linked = (name: string) => [{ link_doctype: 'Customer', link_name: name }];

describe('customers', () => {
	it.each([
		['Straße 9', 'STRASSE 9'],
		['José', 'JOSE '],
		['Buyer 😀', 'Buyer 🎉'],
	])('are found under a name that ERPNext holds equal: %s is %s', async (standing, asked) => {
		await withErpSite(async ({ erp, sandbox }) => {
			sandbox.site.insert('Customer', { ...customer(standing) });
			const found = await fetchCustomers(erp, [asked]);
			expect(found.get(toLooseName(asked))?.name).toBe(standing);
		});
	});

	it('are found by their names, the oldest of equal ones', async () => {
		await withErpSite(async ({ erp, sandbox }) => {
			for (const name of ['Jane', 'Jane', 'Max']) sandbox.site.insert('Customer', { ...customer(name) });
			const found = await fetchCustomers(erp, ['JANE', 'Nobody']);
			expect([...found.values()]).toMatchObject([{ name: 'Jane', disabled: 0 }]);
		});
	});

	it('are not made a second time when somebody else was quicker', async () => {
		await withErpSite(async ({ erp, sandbox }) => {
			sandbox.site.insert('Customer', { ...customer('Jane') });
			expect(await insertCustomers(erp, [customer('Jane'), customer('Max')])).toMatchObject([{ unsure: undefined }, { name: 'Max' }]);
			expect(sandbox.site.docs('Customer').map((doc) => doc.name).sort()).toEqual(['Jane', 'Max']);
		});
	});

	it('keep their odd characters', async () => {
		await withErpSite(async ({ erp }) => {
			const names = ['Joe / "O\'Neil" 李雷 😀 - 1', 'مرحبا', 'A&B'];
			expect(await insertCustomers(erp, names.map(customer))).toEqual(names.map((name) => ({ name })));
			expect([...(await fetchCustomers(erp, names)).keys()].sort()).toEqual(names.map(toLooseName).sort());
		});
	});
});

describe('addresses and contacts', () => {
	it('are found again by customer and place, or by customer and person', async () => {
		await withErpSite(async ({ erp }) => {
			await insertCustomers(erp, [customer('Jane'), customer('Max')]);
			const address = { address_title: 'Home', address_type: 'Shipping' as const, address_line1: '1 Main St', city: 'New York', pincode: '10001' };
			await insertAddresses(erp, [{ ...address, links: linked('Jane') }, { ...address, links: linked('Max') }]);
			const places = await fetchAddresses(erp, ['Max'], ['1 MAIN ST']);
			expect([...places]).toEqual([[addressKey('Max', address), 'Home-Shipping-1']]);
			await insertContacts(erp, [{ first_name: 'Jane', links: linked('Jane') }]);
			expect([...(await fetchContacts(erp, ['Jane', 'Max'], ['Jane', 'Max']))]).toEqual([[contactKey('Jane', { first_name: 'Jane' }), 'Jane-Jane']]);
		});
	});

	it('say which one ERPNext refused', async () => {
		await withErpSite(async ({ erp }) => {
			await insertCustomers(erp, [customer('Jane')]);
			const address = { address_title: 'Home', address_type: 'Shipping' as const, address_line1: '1 Main St', city: 'New York', links: linked('Jane') };
			const outcomes = await insertAddresses(erp, [address, { ...address, email_id: 'bad' }]);
			expect(outcomes).toMatchObject([{ name: 'Home-Shipping' }, { refused: { excType: 'InvalidEmailAddressError' } }]);
		});
	});
});

describe('countries', () => {
	it('are ERPNext\'s names by upper-case code', async () => {
		await withErpSite(async ({ erp }) => {
			expect(await fetchCountryNames(erp)).toMatchObject({ US: 'United States', DE: 'Germany', JP: 'Japan', GB: 'United Kingdom' });
		});
	});
});
