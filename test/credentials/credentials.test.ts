import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { ICredentialType } from 'n8n-workflow';

import { AmazonSellingPartnerLwaApi } from '../../credentials/AmazonSellingPartnerLwaApi.credentials';
import { ErpNextSiteApi } from '../../credentials/ErpNextSiteApi.credentials';
import { OUR_NODES } from '../support/runWorkflowNodeTypes';
import { testCredential } from '../support/runNodeMethods';
import { withSandbox } from '../support/withSandbox';

const AMAZON = 'amazonSellingPartnerLwaApi';
const ERP = 'erpNextSiteApi';
const types: Array<[string, ICredentialType]> = [
	['AmazonSellingPartnerLwaApi', new AmazonSellingPartnerLwaApi()],
	['ErpNextSiteApi', new ErpNextSiteApi()],
];

describe.each(types)('%s', (className, credential) => {
	it('is named as its class, shows its icons and links to documentation', () => {
		expect(credential.name).toBe(className.charAt(0).toLowerCase() + className.slice(1));
		expect(credential.documentationUrl).toMatch(/^https:\/\//);
		const icons = typeof credential.icon === 'object' ? Object.values(credential.icon) : [];
		expect(icons).toHaveLength(2);
		for (const icon of icons) {
			expect(existsSync(join(__dirname, '..', '..', 'credentials', String(icon).replace('file:', '')))).toBe(true);
		}
	});

	it('hides what is secret', () => {
		const secret = credential.properties.filter(({ name }) => /secret|token|apiKey/i.test(name));
		expect(secret.length).toBeGreaterThan(1);
		expect(secret.filter(({ typeOptions }) => typeOptions?.password !== true)).toEqual([]);
	});

	it('is tested by every node that uses it', () => {
		const users = Object.values(OUR_NODES).filter(({ description }) => description.credentials?.some(({ name }) => name === credential.name));
		expect(users.length).toBeGreaterThan(1);
		for (const { description } of users) {
			expect(description.credentials?.find(({ name }) => name === credential.name)?.testedBy).toMatch(/^test/);
		}
	});
});

describe('the Amazon credential', () => {
	it('offers the 23 countries, sorted', () => {
		const country = new AmazonSellingPartnerLwaApi().properties.find(({ name }) => name === 'country');
		const names = (country?.options ?? []).map(({ name }) => name);
		expect(names).toHaveLength(23);
		expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
	});

	it('says that AWS keys and the IAM ARN are not asked for any more', () => {
		const notice = new AmazonSellingPartnerLwaApi().properties.find(({ type }) => type === 'notice');
		expect(notice?.displayName).toMatch(/AWS access keys and the IAM ARN/);
	});

	it('tells for which shop it works', async () => {
		await withSandbox({ country: 'DE', marketplaces: ['DE', 'FR'] }, async ({ credentials, seller, clock }) => {
			expect(await testCredential('amazonSyncRun', AMAZON, credentials[AMAZON], clock)).toEqual({
				status: 'OK',
				message: `Connected: ${seller.storeName}, amazon.de and amazon.fr`,
			});
		});
	});

	it.each([
		['refreshToken', 'Atzr|of-another-application', /refresh token/i],
		['clientSecret', 'amzn1.oa2-cs.v1.outdated', /client/i],
		['country', 'FR', /'Country'/],
		['country', 'XX', /'Country' 'XX'/],
		['sellerId', '', /'Seller ID'/],
		['sellerId', 'A1SOMEBODYELSE', /'Seller ID' 'A1SOMEBODYELSE'/],
		['localUrl', 'nonsense', /'nonsense'/],
	])('says that %s is wrong, without showing a secret', async (field, value, message) => {
		await withSandbox({ country: 'DE', marketplaces: ['DE'] }, async ({ credentials, clock }) => {
			const data = { ...credentials[AMAZON], [field]: value };
			const result = await testCredential('listOrders', AMAZON, data, clock);
			expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
			for (const secret of [data.clientSecret, data.refreshToken]) expect(result.message).not.toContain(String(secret));
		});
	});

	it('says that nobody answers at the local address', async () => {
		await withSandbox({}, async ({ credentials, clock }) => {
			const result = await testCredential('amazonSyncRun', AMAZON, { ...credentials[AMAZON], localUrl: 'http://127.0.0.1:9' }, clock);
			expect(result).toEqual({ status: 'Error', message: expect.stringContaining('127.0.0.1:9') });
		});
	});

	it('says where it was sent when something else answers there', async () => {
		await withSandbox({}, async ({ credentials, erp, clock }) => {
			const result = await testCredential('amazonSyncRun', AMAZON, { ...credentials[AMAZON], localUrl: erp.url }, clock);
			expect(result).toEqual({ status: 'Error', message: `Amazon's login at '${erp.url}/auth/o2/token' gave no token (404).` });
		});
	});
});

describe('the ERPNext credential', () => {
	it('tells on which site it works, and for which company', async () => {
		await withSandbox({}, async ({ credentials, erp, clock }) => {
			const result = await testCredential('createSalesOrder', ERP, credentials[ERP], clock);
			expect(result).toEqual({ status: 'OK', message: expect.stringContaining(erp.url) });
			expect(result.message).toContain('Acme Inc');
		});
	});

	it.each(['/app', '/app/home', '/app/sales-order?status=Draft', '/desk#List/Item', '/'])(
		"takes an address that ends in '%s'",
		async (pasted) => {
			await withSandbox({}, async ({ credentials, erp, clock }) => {
				const result = await testCredential('amazonSyncRun', ERP, { ...credentials[ERP], url: `${erp.url}${pasted}` }, clock);
				expect(result.status).toBe('OK');
			});
		},
	);

	it.each([
		['apiKey', 'unknown', /'API Key'/],
		['apiSecret', 'wrong-secret-value', /'API Secret'/],
		['apiSecret', '', /'API Secret'/],
		['url', 'not an address', /'Site URL'/],
		['url', 'ftp://erp.example.com', /'Site URL' is 'ftp:/],
		['url', 'http://127.0.0.1:9', /127\.0\.0\.1:9/],
	])('says that %s is wrong, without showing a secret', async (field, value, message) => {
		await withSandbox({}, async ({ credentials, clock }) => {
			const data = { ...credentials[ERP], [field]: value };
			const result = await testCredential('upsertErpItem', ERP, data, clock);
			expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
			if (data.apiSecret) expect(result.message).not.toContain(String(data.apiSecret));
		});
	});
});
