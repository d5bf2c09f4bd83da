import { ERPNEXT_FAULTS } from '../../../sandbox/erpnext/faultKinds';
import { FaultPlan, type Fault } from '../../../sandbox/faults';
import { FakeClock } from '../../support/fakeClock';
import { as, furnish, order, withErpNext } from './people';

const BRAND = '/api/resource/Brand';

async function statusAndBrands(fault: Fault): Promise<[status: number, body: string, brands: number]> {
	const faults = new FaultPlan([{ match: (request) => request.path === BRAND, fault, times: 1 }]);
	let found: [number, string, number] = [0, '', -1];
	await withErpNext(
		async (sandbox) => {
			const { manager } = sandbox.users;
			const response = await fetch(sandbox.url + BRAND, {
				method: 'POST',
				headers: { Authorization: `token ${manager.apiKey}:${manager.apiSecret}`, 'Content-Type': 'application/json' },
				body: JSON.stringify({ brand: 'Acme' }),
			});
			found = [response.status, await response.text(), sandbox.site.count('Brand')];
		},
		{ faults },
	);
	return found;
}

describe('trouble on demand', () => {
	it('answers a deadlock with nothing written', async () => {
		const [status, body, brands] = await statusAndBrands(ERPNEXT_FAULTS.deadlock);
		expect([status, brands]).toEqual([500, 0]);
		expect(body).toContain('QueryDeadlockError');
	});

	it('answers maintenance and rate limits as Frappe does', async () => {
		expect((await statusAndBrands(ERPNEXT_FAULTS.maintenance))[0]).toBe(503);
		expect((await statusAndBrands(ERPNEXT_FAULTS.rateLimited)).slice(0, 2)).toEqual([429, 'Too Many Requests']);
	});

	it('times out after the document was in fact written', async () => {
		const [status, body, brands] = await statusAndBrands(ERPNEXT_FAULTS.workerTimeoutAfterWrite);
		expect([status, brands]).toEqual([504, 1]);
		expect(body).toContain('<html>');
	});
});

describe('a worker that dies half-way', () => {
	it('leaves what it had committed', async () => {
		await withErpNext(async (sandbox) => {
			furnish(sandbox);
			const docnames = [1, 2, 3].map(() => String(sandbox.site.insert('Sales Order', order()).name));
			const { manager } = sandbox.users;
			const submit = async () =>
				await fetch(`${sandbox.url}/api/method/frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs`, {
					method: 'POST',
					headers: { Authorization: `token ${manager.apiKey}:${manager.apiSecret}`, 'Content-Type': 'application/json' },
					body: JSON.stringify({ doctype: 'Sales Order', docnames, action: 'submit' }),
				});
			sandbox.site.dieAfterCommits(2);
			expect((await submit()).status).toBe(502);
			expect(sandbox.site.docs('Sales Order').map((doc) => doc.docstatus)).toEqual([1, 1, 0]);
			expect(await (await submit()).json()).toEqual({ message: docnames.slice(0, 2) });
			expect(sandbox.site.docs('Sales Order').map((doc) => doc.docstatus)).toEqual([1, 1, 1]);
		});
	});
});

describe('measured pace', () => {
	async function elapsedMs(work: (ask: ReturnType<typeof as>) => Promise<unknown>): Promise<number> {
		const clock = new FakeClock();
		let elapsed = 0;
		await withErpNext(
			async (sandbox) => {
				furnish(sandbox);
				const before = clock.now();
				await work(as(sandbox, sandbox.users.manager));
				elapsed = clock.now() - before;
			},
			{ clock, latency: 'measured' },
		);
		return elapsed;
	}

	it('takes 7 ms for a customer in a batch and twice that alone', async () => {
		const customers = Array.from({ length: 10 }, (_, index) => ({ doctype: 'Customer', customer_name: `C ${index}` }));
		expect(await elapsedMs(async (ask) => await ask('POST', '/api/method/frappe.client.insert_many', { docs: customers }))).toBe(80);
		expect(await elapsedMs(async (ask) => await ask('POST', '/api/resource/Customer', { customer_name: 'C' }))).toBe(14);
	});

	it('takes 60 ms for a plain draft in a batch, and 100 for its submission', async () => {
		const drafts = await elapsedMs(async (ask) => await ask('POST', '/api/method/frappe.client.insert_many', { docs: Array.from({ length: 10 }, () => order()) }));
		// Ten drafts, one list price that the first of them makes, and the request itself.
		expect(drafts).toBe(10 * 60 + 11 + 10);
		const both = await elapsedMs(async (ask) => {
			const { body } = await ask('POST', '/api/method/frappe.client.insert_many', { docs: [order()] });
			await ask('POST', '/api/method/frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs', { doctype: 'Sales Order', docnames: body.message, action: 'submit' });
		});
		expect(both).toBe(60 + 11 + 10 + 100 + 10);
	});
});
