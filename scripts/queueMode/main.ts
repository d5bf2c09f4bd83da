/**
 * `npm run queue-mode`: n8n with a Redis queue, a main process and two workers that run the shipped templates on schedules of
 * seconds, so that runs of one stream start on both workers at once; one worker is killed in the middle of its work. Then the
 * books are held against those that one calm process makes. Ends with 0, with 1 and what was wrong, or with 2 and what it
 * lacks on this machine. `--check` only tells whether something is missing.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { differences, ledgerOf } from '../../test/chaos/ledger';
import { N8nApi } from '../demo/n8nApi';
import { type DemoFolders, demoFolders, ensureN8n, installPackage, isN8nInstalled } from '../demo/n8nInstall';
import { type N8nPorts, startN8n } from '../demo/n8nProcess';
import { choosePorts } from '../demo/ports';
import { importAll } from '../demo/workflows';
import { makeDatabase } from './database';
import { deleteKeys, placeOf, redisEnv, redisUrl, whyNoRedis } from './redis';
import { playOvertaking, playTogether } from './scenes';
import { openShop, withoutCursors } from './shop';
import { writeQuickTemplates } from './templates';
import { startWorker } from './worker';

const SKIPPED = 2;
const CHECK = '--check';
const LAST_CHARACTERS = 3000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Closed in reverse order, whatever happened. */
const opened: Array<() => Promise<void> | void> = [];

let hasEndedWell = false;

/** The folder goes, so what n8n said of a run that did not go well is shown before. */
function showLog(file: string): void {
	if (!hasEndedWell && existsSync(file)) process.stderr.write(`n8n:\n${readFileSync(file, 'utf8').slice(-LAST_CHARACTERS)}\n`);
}

async function freePorts(): Promise<N8nPorts> {
	return (await choosePorts(true)).n8n;
}

async function prepare(own: string, project: string, prefix: string, redis: URL): Promise<DemoFolders> {
	const usual = demoFolders(project);
	await ensureN8n(usual, say);
	// n8n as it is installed for the demo, everything else in a folder of this run's own.
	const folders: DemoFolders = { project, n8n: usual.n8n, demo: own, home: join(own, 'home') };
	const database = await makeDatabase(folders, prefix);
	opened.push(database.drop);
	Object.assign(process.env, database.env, redisEnv(redis), {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_PREFIX: prefix,
		N8N_REDIS_KEY_PREFIX: prefix,
		// A worker that was killed is noticed sooner than after half a minute.
		QUEUE_WORKER_STALLED_INTERVAL: '10000',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	});
	opened.push(async () => await deleteKeys(redis, prefix));
	say(`Queue at ${placeOf(redis)}, n8n's database in ${database.label}`);
	await installPackage(folders, say);
	return folders;
}

/** One sentence; undefined when everything is there. n8n is installed where it is missing, unless only asked for. */
async function whatIsMissing(redis: URL, project: string, isCheck: boolean): Promise<string | undefined> {
	const why = await whyNoRedis(redis);
	if (why) return `no Redis answers at ${placeOf(redis)} (${why}). Start one there, or name another in REDIS_URL.`;
	if (isCheck && !isN8nInstalled(demoFolders(project))) return 'n8n is not installed yet. `npm start` or `npm run queue-mode` installs it.';
	return undefined;
}

async function main(args: string[]): Promise<number> {
	const redis = redisUrl();
	const project = join(__dirname, '..', '..');
	const lack = await whatIsMissing(redis, project, args.includes(CHECK));
	if (lack) say(`Skipped: ${lack}`);
	if (lack || args.includes(CHECK)) return lack ? SKIPPED : 0;
	const own = mkdtempSync(join(tmpdir(), 'queue-mode-'));
	opened.push(() => rmSync(own, { recursive: true, force: true }));
	const folders = await prepare(own, project, `queue_mode_${process.pid}`, redis);
	const shop = await openShop();
	opened.push(shop.close);

	const quick = join(own, 'templates');
	const workflowIds = writeQuickTemplates(project, quick);
	say('Starting n8n and two workers ...');
	const mainPorts = await freePorts();
	await importAll({ ...folders, project: quick }, mainPorts, shop);
	opened.push(() => showLog(join(own, 'n8n.log')));
	const n8n = await startN8n(folders, mainPorts);
	opened.push(n8n.stop);
	const workers = [startWorker(folders, await freePorts(), 'worker-1'), startWorker(folders, await freePorts(), 'worker-2')];
	for (const worker of workers) opened.push(worker.stop);
	for (const worker of workers) await worker.ready();
	const api = await N8nApi.signIn(n8n.url, folders);
	for (const id of workflowIds) await api.publish(id);

	const wrong = [...(await playTogether(shop, workers, say)), ...(await playOvertaking(shop, workers, say))];
	say('Comparing the books with those of one calm process ...');
	wrong.push(...differences(withoutCursors(ledgerOf(shop.erp.site)), await shop.calmLedger()));
	for (const sentence of wrong) say(`  ${sentence}`);
	say(wrong.length === 0 ? 'Queue mode: the books are those of one process' : `Queue mode: ${wrong.length} differences`);
	if (wrong.length > 0) for (const worker of workers) process.stderr.write(`${worker.name}:\n${worker.lastLines()}\n`);
	hasEndedWell = wrong.length === 0;
	return hasEndedWell ? 0 : 1;
}

main(process.argv.slice(2))
	.catch((cause: unknown) => {
		process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
		return 1;
	})
	.then(async (code) => {
		for (const close of opened.splice(0).reverse()) await close();
		process.exit(code);
	});
