/** The two ends of the line: the local sandbox, or a real Amazon or ERPNext named by environment variables. */
import { marketplaceByCountry } from '../../lib/amazon/marketplaces';
import type { AmazonCredentials } from '../../lib/amazon/types';
import { systemClock } from '../../lib/clock';
import type { ErpCredentials } from '../../lib/erpnext/types';
import { startAmazonSandbox } from '../../sandbox/amazon/server';
import { makeSellerWorld } from '../../sandbox/amazon/world/sellerWorld';
import { startErpNextSandbox } from '../../sandbox/erpnext/server';

const DEMO_SEED = 20_261_124;
const DEMO_SKUS = 60;
const DEMO_ORDERS = 250;
const DEMO_DAYS = 14;
/** Amazon lists nothing that changed in the last minutes; a world that rests by then is listed whole. */
const RESTS_BEFORE_NOW_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

export interface AmazonEnd {
	credentials: AmazonCredentials;
	label: string;
	/** First instant that the demo imports, ISO 8601. */
	afterDate: string;
	close(): Promise<void>;
}

export interface ErpNextEnd {
	credentials: ErpCredentials;
	label: string;
	/** Where a person looks at what was written. */
	booksUrl: string;
	isStandIn: boolean;
	close(): Promise<void>;
}

function requireAll(names: string[], what: string): string[] | undefined {
	const values = names.map((name) => process.env[name] ?? '');
	if (values.every((value) => value === '')) return undefined;
	const missing = names.filter((name) => !process.env[name]);
	if (missing.length > 0) throw new Error(`To use ${what}, set ${missing.join(', ')} too`);
	return values;
}

const AMAZON_VARIABLES = [
	'AMAZON_SELLER_ID',
	'AMAZON_COUNTRY',
	'AMAZON_CLIENT_ID',
	'AMAZON_CLIENT_SECRET',
	'AMAZON_REFRESH_TOKEN',
];

export async function openAmazon(port: number): Promise<AmazonEnd> {
	const given = requireAll(AMAZON_VARIABLES, 'an Amazon account of your own');
	if (!given) return await openAmazonSandbox(port);
	const [sellerId = '', country = '', clientId = '', clientSecret = '', refreshToken = ''] = given;
	const home = marketplaceByCountry(country);
	if (!home) throw new Error(`AMAZON_COUNTRY '${country}' has no Amazon marketplace: give its two letters, e.g. US or DE`);
	const localUrl = process.env.AMAZON_URL;
	const credentials: AmazonCredentials = {
		sellerId,
		country: home.country,
		clientId,
		clientSecret,
		refreshToken,
		environment: localUrl ? 'local' : 'production',
		localUrl,
	};
	const days = Number(process.env.AMAZON_DAYS ?? DEMO_DAYS);
	return {
		credentials,
		label: `seller ${sellerId} at ${localUrl ?? 'Amazon'}`,
		afterDate: process.env.AMAZON_AFTER ?? new Date(Date.now() - days * DAY_MS).toISOString(),
		close: async () => {},
	};
}

async function openAmazonSandbox(port: number): Promise<AmazonEnd> {
	const endsAt = systemClock.now() - RESTS_BEFORE_NOW_MS;
	const world = makeSellerWorld({
		seed: DEMO_SEED,
		sellerId: 'A1DEMOSELLER01',
		country: 'US',
		skuCount: DEMO_SKUS,
		orderCount: DEMO_ORDERS,
		endsAt,
		spanDays: DEMO_DAYS,
	});
	const sandbox = await startAmazonSandbox({ port, sellers: [world] });
	const seller = sandbox.sellers[0];
	if (!seller) throw new Error('The Amazon sandbox started without a seller');
	return {
		credentials: seller.credentials,
		label: `sandbox ${sandbox.url}`,
		afterDate: new Date(endsAt - (DEMO_DAYS + 1) * DAY_MS).toISOString(),
		close: async () => await sandbox.close(),
	};
}

export async function openErpNext(port: number): Promise<ErpNextEnd> {
	const given = requireAll(['ERPNEXT_URL', 'ERPNEXT_API_KEY', 'ERPNEXT_API_SECRET'], 'an ERPNext site of your own');
	if (given) {
		const [url = '', apiKey = '', apiSecret = ''] = given;
		return {
			credentials: { url, apiKey, apiSecret, ignoreSslIssues: process.env.ERPNEXT_IGNORE_SSL === 'true' },
			label: url,
			booksUrl: `${url.replace(/\/+$/, '')}/app/sales-order`,
			isStandIn: false,
			close: async () => {},
		};
	}
	const sandbox = await startErpNextSandbox({ port });
	return {
		credentials: { url: sandbox.url, ...sandbox.users.manager, ignoreSslIssues: false },
		label: `sandbox ${sandbox.url}`,
		booksUrl: `${sandbox.url}/`,
		isStandIn: true,
		close: async () => await sandbox.close(),
	};
}
