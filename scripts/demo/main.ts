/**
 * The whole line on this machine: a local Amazon and a local ERPNext (or real ones, see ends.ts), a real n8n with the
 * package, the shipped template run twice, and the books compared. `--once` ends there, with 0 only if they agree.
 */
import { join } from 'node:path';

import { type AmazonClient, createAmazonClient } from '../../lib/amazon/client';
import { systemClock } from '../../lib/clock';
import type { ErpClient } from '../../lib/erpnext/client';
import { createErpClient } from '../../lib/erpnext/http';
import { complaintsOfAgain } from './again';
import { executeAudit } from './audit';
import { type Books, compareBooks, fetchAllOrders } from './books';
import { chooseCompany, chooseSettings, ensureStandInRate } from './chooseSettings';
import { type AmazonEnd, type ErpNextEnd, openAmazon, openErpNext } from './ends';
import { compareListings, countListingRecords } from './listingRecords';
import { N8nApi } from './n8nApi';
import { demoFolders, ensureN8n, installPackage } from './n8nInstall';
import { startN8n } from './n8nProcess';
import { claimFolder } from './oneAtATime';
import { forgetOtherN8n } from './ownEnvironment';
import { choosePorts } from './ports';
import { againLine, auditLine, tableOf } from './report';
import { executeWhole } from './run';
import { serveSignedIn } from './signedIn';
import { fetchWaitingReasons } from './waiting';
import { importAll, PRODUCTS_THEN_ORDERS } from './workflows';

const MOST_DIFFERENCES_SHOWN = 20;

let isStopping = false;

function say(line: string): void {
	// What is under way is left where it stands, and has nothing more to tell.
	if (!isStopping) process.stdout.write(`${line}\n`);
}

/** Closed in reverse order, whatever happened. */
const opened: Array<() => Promise<void> | void> = [];

async function closeAll(): Promise<void> {
	for (const close of opened.splice(0).reverse()) await close();
}

function warnOfRealSite(erpnext: ErpNextEnd): void {
	if (erpnext.isStandIn) return;
	say('');
	say(`!!! This run WRITES to ${erpnext.label}: document types, fields, accounts, items, customers, orders.`);
	say('!!! Use a test site. Nothing of it is taken back afterwards.');
	say('');
}

/** `before`: where the last run ended. What changed at Amazon since then is for the next one. */
async function readBooks(client: AmazonClient, erp: ErpClient, { marketplace, afterDate }: AmazonEnd, before: string): Promise<Books> {
	const orders = await fetchAllOrders(client, [marketplace.marketplaceId], { after: afterDate, before });
	return await compareBooks(erp, orders, await fetchWaitingReasons(erp, client.credentials.sellerId));
}

/** Undefined when the servers are to go on until somebody stops them. */
async function main(args: string[]): Promise<number | undefined> {
	const unknown = args.filter((arg) => arg !== '--once');
	if (unknown.length > 0) throw new Error(`'${unknown.join(' ')}' is not an option of npm start: it knows --once`);
	const once = args.includes('--once');
	const folders = demoFolders(join(__dirname, '..', '..'));
	claimFolder(folders.demo);
	const ports = await choosePorts(once);
	forgetOtherN8n(process.env);

	// Before anything is installed: what does not answer, or is misspelt, is told at once.
	const erpnext = await openErpNext(ports.erpnext);
	opened.push(erpnext.close);
	warnOfRealSite(erpnext);
	const erp = createErpClient(erpnext.credentials, { clock: systemClock });
	const home = await chooseCompany(erp, undefined);
	const amazon = await openAmazon(ports.amazon, home.default_currency);
	opened.push(amazon.close);
	const { currency } = amazon.marketplace;
	const company = await chooseCompany(erp, currency);
	if (erpnext.isStandIn) await ensureStandInRate(erp, company, currency);
	const settings = await chooseSettings(erp, company, currency);

	await ensureN8n(folders, say);
	await installPackage(folders, say);
	say(`Starting n8n with ${amazon.label} and ${erpnext.label} ...`);
	await importAll(folders, ports.n8n, { amazon, erpnext, settings });
	const n8n = await startN8n(folders, ports.n8n);
	opened.push(n8n.stop);
	const api = await N8nApi.signIn(n8n.url, folders);

	const client = createAmazonClient(amazon.credentials, { clock: systemClock });
	const isFirst = (await countListingRecords(erp, amazon.credentials.sellerId, amazon.marketplace)) === 0;
	say('Running "Amazon products then orders" ...');
	const first = await executeWhole(api, say, systemClock);
	say(amazon.isAtRest ? 'Running it again: nothing should change ...' : 'Running it again ...');
	const again = await executeWhole(api, say, systemClock);
	say('Comparing the books, order by order ...');
	const audit = await executeAudit(api);
	const books = await readBooks(client, erp, amazon, again.orders.windowEnd);
	if (isFirst) books.differences.push(...(await compareListings(erp, client, amazon.marketplace, first.products)));

	say('');
	for (const line of [...tableOf(first, books), againLine(again), auditLine(audit)]) say(line);
	const isAllOurs = amazon.isAtRest && erpnext.isStandIn;
	if (isAllOurs && audit.differences > 0) books.differences.push(`The audit finds ${audit.differences} differences`);
	const complaints = [...books.differences, ...(amazon.isAtRest ? complaintsOfAgain(again, books.orders) : [])];
	for (const complaint of complaints.slice(0, MOST_DIFFERENCES_SHOWN)) say(`  ${complaint}`);
	if (complaints.length > MOST_DIFFERENCES_SHOWN) say(`  ... and ${complaints.length - MOST_DIFFERENCES_SHOWN} more`);
	if (once) return complaints.length === 0 ? 0 : 1;

	const link = await serveSignedIn(ports.signedIn, api.cookie, `${n8n.url}/workflow/${PRODUCTS_THEN_ORDERS.id}`);
	opened.push(link.close);
	say(`Open        n8n ${link.url}   books ${erpnext.booksUrl}`);
	say('Ctrl-C stops everything.');
	return undefined;
}

const INTERRUPTED = 130;

/** Resolves on Ctrl-C, `kill` or a closed terminal; the second time nothing is waited for. */
async function askedToStop(): Promise<number> {
	await new Promise<void>((resolve) => {
		const stop = (): void => {
			if (isStopping) process.exit(INTERRUPTED);
			say('Stopping ...');
			isStopping = true;
			resolve();
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
	});
	return INTERRUPTED;
}

async function demo(): Promise<number> {
	const stopped = askedToStop();
	const code = await Promise.race([main(process.argv.slice(2)), stopped]);
	if (code !== undefined) return code;
	await stopped;
	return 0;
}

demo()
	.catch((cause: unknown) => {
		process.stderr.write(`\n${cause instanceof Error ? cause.message : String(cause)}\n`);
		return 1;
	})
	.then(async (code) => {
		await closeAll();
		process.exit(code);
	});
