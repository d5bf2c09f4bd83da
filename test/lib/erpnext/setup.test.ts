import { createErpClient } from '../../../lib/erpnext/http';
import { ErpSettingsError } from '../../../lib/erpnext/errors';
import { recordIssues } from '../../../lib/erpnext/issues';
import { CURSOR_DOCTYPE, ISSUE_DOCTYPE } from '../../../lib/erpnext/schema';
import { DOCTYPES } from '../../../lib/erpnext/schemaDocTypes';
import { CUSTOM_FIELDS } from '../../../lib/erpnext/schemaFields';
import { ensureSchema } from '../../../lib/erpnext/setup';
import { type Books, withBooks } from '../sync/books';
import { breakOff } from '../sync/breakOff';
import { thrownBy } from './site';

// Many whole set-ups in one test; a busy machine takes its time.
jest.setTimeout(60_000);

const previousField = { dt: 'Sales Order', fieldname: 'amazon_order_id', label: 'Amazon Order ID', fieldtype: 'Data', insert_after: 'title', read_only: 1 };

function insertOrder({ sandbox }: Books, amazonOrderId: string, docstatus = 1): string {
	const { site } = sandbox;
	if (!site.doc('Item', 'OLD')) site.insert('Item', { item_code: 'OLD', item_group: 'Products', stock_uom: 'Nos' });
	const customer = String(site.insert('Customer', { customer_name: `Buyer - ${amazonOrderId}` }).name);
	const order = site.insert('Sales Order', {
		customer,
		company: 'Acme Inc',
		transaction_date: '2026-11-20',
		delivery_date: '2026-11-25',
		title: 'x',
		amazon_order_id: amazonOrderId,
		items: [{ item_code: 'OLD', qty: 1, rate: 5 }],
	});
	if (docstatus > 0) site.update('Sales Order', String(order.name), { docstatus: 1 });
	return String(order.name);
}

function allStands({ sandbox }: Books): void {
	const fields = sandbox.site.docs('Custom Field');
	for (const { dt, fieldname, unique } of CUSTOM_FIELDS) {
		const found = fields.filter((field) => field.dt === dt && field.fieldname === fieldname);
		expect(found).toHaveLength(1);
		expect(found[0]).toMatchObject({ allow_on_submit: 1, no_copy: 1, read_only: 1, unique: unique ?? 0 });
	}
	for (const { name } of DOCTYPES) expect(sandbox.site.doc('DocType', name)).toBeDefined();
}

describe('ensureSchema', () => {
	it('makes what is missing, and finds it with five reading calls afterwards', async () => {
		await withBooks(async (books) => {
			expect(await ensureSchema(books.erp())).toEqual({
				docTypes: 4,
				fields: 8,
				repaired: 0,
				message: 'Made 4 document types and 8 fields in ERPNext; needs System Manager this once.',
			});
			allStands(books);
			const before = books.sandbox.requests.length;
			expect(await ensureSchema(books.erp('dayToDay'))).toEqual({ docTypes: 0, fields: 0, repaired: 0 });
			expect(books.sandbox.requests.slice(before).map(({ method }) => method)).toEqual(Array(5).fill('GET'));
		});
	});

	it('names the role when the user may not prepare ERPNext, and makes nothing', async () => {
		await withBooks(async ({ erp, writes }) => {
			const error = await thrownBy(ensureSchema(erp('dayToDay')));
			expect(error).toBeInstanceOf(ErpSettingsError);
			expect(error.message).toContain("run Start once with user 'daytoday@example.com' having the role 'System Manager'");
			expect(error.message).toContain('missing: fields of Sales Order, Amazon Listing, Amazon Sync Issue, Amazon Sync Run, Amazon Sync Cursor');
			expect(writes()).toBe(0);
		});
	});

	it.each(['beforeProcessing', 'afterProcessing'] as const)('is taken up by the next run wherever it broke off (%s)', async (when) => {
		await withBooks(async (books) => {
			const bare = books.sandbox.site.snapshot();
			const requestsOfSetUp = 19;
			for (let at = 1; at <= requestsOfSetUp; at += 1) {
				books.sandbox.site.restore(bare);
				breakOff(books.faults, at, when);
				await thrownBy(ensureSchema(books.erp()));
				books.faults.clear();
				await ensureSchema(books.erp());
				allStands(books);
			}
		});
	});

	it('adds fields that an earlier version of the document type lacks', async () => {
		await withBooks(async (books) => {
			await ensureSchema(books.erp());
			const { site } = books.sandbox;
			const docType = site.doc('DocType', CURSOR_DOCTYPE);
			const fields = Array.isArray(docType?.fields) ? docType.fields : [];
			site.update('DocType', CURSOR_DOCTYPE, { fields: fields.slice(0, -2) });
			expect(await ensureSchema(books.erp())).toMatchObject({ docTypes: 0, fields: 2 });
			expect(await ensureSchema(books.erp('dayToDay'))).toMatchObject({ fields: 0 });
		});
	});

	it('puts a trial of the same names right: its naming, its keys, its rights', async () => {
		await withBooks(async (books) => {
			const { site } = books.sandbox;
			site.insert('DocType', {
				name: ISSUE_DOCTYPE,
				module: 'Selling',
				custom: 1,
				autoname: 'field:amazon_id',
				fields: [{ fieldname: 'amazon_id', label: 'Amazon ID', fieldtype: 'Data', unique: 1, reqd: 1 }],
				permissions: [{ role: 'System Manager', read: 1, write: 1, create: 1 }],
			});
			await ensureSchema(books.erp());
			const scope = { sellerId: 'S', stream: 'products' as const };
			const reports = ['SKU|US|1', 'sku|US|2'].map((key) => ({ key, amazonId: 'SKU', reason: 'x' }));
			await recordIssues(books.erp('dayToDay'), scope, reports, { runId: 'r', nowMs: books.clock.now() });
			expect(site.docs(ISSUE_DOCTYPE).map(({ name }) => name)).toEqual(['SKU|US|1', 'sku|US|2']);
		});
	});

	describe("on the previous connector's field", () => {
		it('keeps its values and makes it unique and changeable after submission', async () => {
			await withBooks(async (books) => {
				const { site } = books.sandbox;
				site.insert('Custom Field', previousField);
				const name = insertOrder(books, '902-1');
				expect(await ensureSchema(books.erp())).toMatchObject({
					message: 'Made 4 document types and 7 fields in ERPNext; needs System Manager this once. Set 1 field right that was there already.',
				});
				allStands(books);
				expect(site.doc('Sales Order', name)?.amazon_order_id).toBe('902-1');
			});
		});

		it('stops at doubled orders with their names, changes nothing, and goes on once they are gone', async () => {
			await withBooks(async (books) => {
				const { site } = books.sandbox;
				site.insert('Custom Field', previousField);
				const [one, two] = [insertOrder(books, '902-1'), insertOrder(books, '902-1', 0)];
				insertOrder(books, '902-2');
				const error = await thrownBy(ensureSchema(books.erp()));
				expect(error.message).toBe(
					`1 Amazon order stands in more than one Sales Order, so the field 'Amazon Order ID' cannot be made unique: 902-1 in ${one} and ${two}. Keep one Sales Order of each and delete the others in ERPNext (cancel them first; a cancelled one still counts), then run Start again. Nothing was changed.`,
				);
				expect(site.docs('Custom Field')).toHaveLength(1);
				expect(DOCTYPES.filter(({ name }) => site.doc('DocType', name))).toEqual([]);
				site.remove('Sales Order', two);
				expect(await ensureSchema(books.erp())).toMatchObject({ repaired: 1 });
				allStands(books);
			});
		});
	});

	it('throws what ERPNext says when it is down', async () => {
		await withBooks(async ({ sandbox, clock }) => {
			const erp = createErpClient({ url: sandbox.url, apiKey: 'no', apiSecret: 'no', ignoreSslIssues: false }, { clock });
			expect((await thrownBy(ensureSchema(erp))).message).toContain("'API Key'");
		});
	});
});
