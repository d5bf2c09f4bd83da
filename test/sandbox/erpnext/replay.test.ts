import { startErpNextSandbox, type ErpNextSandbox } from '../../../sandbox/erpnext/server';
import { FakeClock } from '../../support/fakeClock';
import { differences } from './compare';
import { readRecordings } from '../../support/recordings';
import { isRandomName, replay } from './replay';

/** What an answer may differ in, exchange by exchange, and why; `*` holds for all. Nothing here is read by the package. */
const KNOWINGLY_DIFFERENT: Record<string, Array<[field: string, reason: string]>> = {
	'*': [['data.customer_address', 'of several addresses that nobody marked as primary the real server takes any, another one each time'], ['message.customer_address', 'the same']],
	'who and what/an html page': [['_text', 'only that it is HTML and says 404 matters']],
	'custom fields and doctypes/a unique custom field': [['data.idx', 'position among layout elements (sections, columns), which the stand-in leaves out']],
	'custom fields and doctypes/a custom field that may change after submission': [['data.idx', 'the same']],
	'accounts/a group': [['data.lft', 'position in a chart of accounts of which the recordings show the groups only'], ['data.rgt', 'the same']],
	'accounts/below it': [['data.lft', 'the same'], ['data.rgt', 'the same']],
	'accounts/tax account': [['data.lft', 'the same'], ['data.rgt', 'the same']],
	'accounts/income account': [['data.lft', 'the same'], ['data.rgt', 'the same']],
	'item prices/make': [['data.name', 'random']],
	'item prices/with another start date': [['data.name', 'random']],
	'item prices/change': [['data.name', 'random']],
	'sales orders/price list rate': [['data.name', 'random']],
	'changing submitted orders/invoice from it': [['message.items.so_detail', 'random name of a row']],
	'changing submitted orders/save the invoice': [['data.items.so_detail', 'the recording carries the row name of its own site']],
	'changing submitted orders/submit the invoice': [['data.items.so_detail', 'the same']],
	'amending/bulk_update with one that fails': [['message.failed_docs.exc', 'a Python traceback; its last line is compared below']],
	'more of custom doctypes/read the doctype': [['data.fields.show_preview_popup', 'a column left over from an older Frappe']],
};

const ADDRESSES_OF_JANE = /^Jane - 111-1-Shipping(-[123])?$/;

function ignoredIn(title: string): Set<string> {
	return new Set([...(KNOWINGLY_DIFFERENT['*'] ?? []), ...(KNOWINGLY_DIFFERENT[title] ?? [])].map(([field]) => field));
}

/** Takes the moment, the random ids and the address of the site out of an answer. */
function comparable(value: unknown, url: string): unknown {
	if (typeof value === 'string') {
		return value.replaceAll(url, 'http://127.0.0.1:8000').replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}/g, '<moment>');
	}
	if (Array.isArray(value)) return value.map((entry: unknown) => comparable(entry, url));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]: [string, unknown]) => {
			if (name === '_server_messages' && typeof entry === 'string') return [name, messagesIn(entry).map((message) => comparable(message, url))];
			return [name, comparable(entry, url)];
		}),
	);
}

function messagesIn(text: string): Array<Record<string, unknown>> {
	const list: string[] = JSON.parse(text);
	return list.map((entry) => {
		const message: Record<string, unknown> = JSON.parse(entry);
		delete message.__frappe_exc_id;
		return message;
	});
}

describe('the ERPNext sandbox, against recordings of a real ERPNext 15.71.1', () => {
	const recordings = readRecordings();
	const variables = new Map<string, string>();
	let sandbox: ErpNextSandbox;

	beforeAll(async () => {
		sandbox = await startErpNextSandbox({ clock: new FakeClock(Date.parse('2026-11-24T02:51:27Z')) });
	});
	afterAll(async () => await sandbox.close());

	it('has all 228 recordings', () => {
		expect(recordings).toHaveLength(228);
	});

	it('names only exchanges that exist among those that may differ', () => {
		const titles = new Set(recordings.map((recording) => `${recording.group}/${recording.name}`));
		expect(Object.keys(KNOWINGLY_DIFFERENT).filter((title) => title !== '*' && !titles.has(title))).toEqual([]);
	});

	// One test per exchange, in order: each builds on what the ones before left behind.
	it.each(recordings.map((recording, index) => ({ title: `${recording.group}/${recording.name}`, number: index, recording })))(
		'answers $number: $title',
		async ({ title, recording }) => {
			const answered = await replay(sandbox, recording, variables);
			expect({ status: answered.status, contentType: answered.contentType }).toEqual({
				status: recording.response.status,
				contentType: recording.response.contentType,
			});
			const found = differences(comparable(recording.response.body, 'http://127.0.0.1:8000'), comparable(answered.body, sandbox.url), ignoredIn(title));
			expect(found.filter((difference) => !isRandomName(difference.path))).toEqual([]);
		},
	);

	it('takes an address of the customer when none is given', () => {
		const orders = sandbox.site.docs('Sales Order');
		expect(orders.length).toBeGreaterThan(20);
		for (const order of orders) expect(order.customer_address).toMatch(ADDRESSES_OF_JANE);
	});

	it('ends the traceback of a failed bulk update with the cause', async () => {
		const recording = recordings.find((candidate) => candidate.name === 'bulk_update with one that fails');
		expect(recording).toBeDefined();
		if (!recording) return;
		const { body } = await replay(sandbox, recording, variables);
		expect(JSON.stringify(body)).toContain('\\nfrappe.exceptions.DoesNotExistError: Sales Order NOPE not found\\n');
	});
});
