/**
 * `npm run sandbox`: both servers by themselves, for trying things out. SANDBOX_COUNTRY, SANDBOX_ORDERS, SANDBOX_SKUS,
 * SANDBOX_DAYS and SANDBOX_SEED choose the seller. Prints what a credential needs; the secrets are made up.
 */
import { startAmazonSandbox } from './amazon/server';
import { makeSellerWorld } from './amazon/world/sellerWorld';
import { startErpNextSandbox } from './erpnext/server';

function number(name: string, usual: number): number {
	const value = Number(process.env[name] || usual);
	if (!Number.isInteger(value) || value < 0) throw new Error(`${name} '${process.env[name]}' is no whole number: give one such as ${usual}`);
	return value;
}

async function start(): Promise<void> {
	const seller = makeSellerWorld({
		seed: number('SANDBOX_SEED', 1),
		sellerId: 'A1SANDBOXSELLER',
		country: process.env.SANDBOX_COUNTRY ?? 'US',
		skuCount: number('SANDBOX_SKUS', 100),
		orderCount: number('SANDBOX_ORDERS', 500),
		endsAt: Date.now(),
		spanDays: number('SANDBOX_DAYS', 30),
	});
	const amazon = await startAmazonSandbox({ port: number('AMAZON_SANDBOX_PORT', 9080), sellers: [seller] });
	const erpnext = await startErpNextSandbox({ port: number('ERPNEXT_SANDBOX_PORT', 9081) });
	const [account] = amazon.sellers;
	const { apiKey, apiSecret } = erpnext.users.manager;
	const lines = {
		AMAZON_URL: amazon.url,
		AMAZON_SELLER_ID: account?.credentials.sellerId,
		AMAZON_COUNTRY: account?.credentials.country,
		AMAZON_CLIENT_ID: account?.credentials.clientId,
		AMAZON_CLIENT_SECRET: account?.credentials.clientSecret,
		AMAZON_REFRESH_TOKEN: account?.credentials.refreshToken,
		ERPNEXT_URL: erpnext.url,
		ERPNEXT_API_KEY: apiKey,
		ERPNEXT_API_SECRET: apiSecret,
	};
	for (const [name, value] of Object.entries(lines)) process.stdout.write(`${name}='${value ?? ''}'\n`);
}

start().catch((cause: unknown) => {
	process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
	process.exit(1);
});
