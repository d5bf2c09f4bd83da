import { describeConnection } from '../../../lib/erpnext/describeConnection';
import { type Answer, type Asked, recordedAnswer, thrownBy, withSite } from './site';

const versions = { message: { frappe: { version: '15.75.0' }, erpnext: { version: '15.71.1' } } };

function working({ path }: Asked): Answer {
	if (path.endsWith('get_logged_user')) return { json: { message: 'sync@example.com' } };
	if (path.endsWith('get_versions')) return { json: versions };
	if (path.endsWith('Company')) return { json: { data: [{ name: 'Acme Inc' }] } };
	return { json: { data: [] } };
}

describe('describeConnection', () => {
	it('says who is connected to which site', async () => {
		await withSite(working, async ({ erp, url }) => {
			expect(await describeConnection(erp)).toBe(
				`Connected: sync@example.com on ${url}, ERPNext 15.71.1, company Acme Inc`,
			);
		});
	});

	it('refuses a Frappe site without ERPNext', async () => {
		await withSite(
			(asked) => (asked.path.endsWith('get_versions') ? { json: { message: { frappe: { version: '15.75.0' } } } } : working(asked)),
			async ({ erp, url }) => {
				const error = await thrownBy(describeConnection(erp));
				expect(error.message).toBe(
					`'Site URL' '${url}' is a Frappe site without ERPNext: choose the address of a site on which ERPNext is installed.`,
				);
			},
		);
	});

	it('names the role that a user lacks for orders', async () => {
		await withSite(
			(asked) => (asked.path.endsWith('Sales%20Order') ? recordedAnswer('custom fields and doctypes/limited user reads it') : working(asked)),
			async ({ erp }) => {
				const error = await thrownBy(describeConnection(erp));
				expect(error.message).toBe(
					"ERPNext user 'limited@example.com' may not read 'Sales Order': give that user the role 'Sales User' in ERPNext (403).",
				);
			},
		);
	});
});
