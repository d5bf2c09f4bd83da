import { type AccountToMake, ensureChargeAccounts } from '../../../lib/erpnext/chargeAccounts';
import { type Answer, type Asked, thrownBy, withSite } from './site';

const inCompany = (company: string): AccountToMake => ({ account_name: 'Amazon Tax', parent_account: `Indirect Income - ${company}`, company });

const refused: Answer = { status: 417, json: { exc_type: 'ValidationError', exception: 'frappe.exceptions.ValidationError: Please add the account to root level Company - UP' } };
const taken: Answer = { status: 409, json: { exc_type: 'DuplicateEntryError' } };

/** Company LOW stands below UP: an account is made in UP first, and stands in LOW by itself then. */
function companyGroup(): (asked: Asked) => Answer {
	let isMade = false;
	return ({ path, body }) => {
		if (path.endsWith('insert_many')) return refused;
		const { company } = body as AccountToMake;
		if (company === 'LOW') return isMade ? taken : refused;
		isMade = true;
		return { json: { data: { name: `Amazon Tax - ${company}` } } };
	};
}

describe('ensureChargeAccounts', () => {
	it('makes them in the upper one of two companies first', async () => {
		await withSite(companyGroup(), async ({ erp, asked }) => {
			await ensureChargeAccounts(erp, [inCompany('LOW'), inCompany('UP')]);
			expect(asked.slice(1).map(({ body }) => (body as AccountToMake).company)).toEqual(['LOW', 'UP', 'LOW']);
		});
	});

	it("throws ERPNext's words when only a person can make them in the upper one", async () => {
		await withSite(companyGroup(), async ({ erp }) => {
			expect((await thrownBy(ensureChargeAccounts(erp, [inCompany('LOW')]))).message).toBe('Please add the account to root level Company - UP');
		});
	});
});
