/** n8n's own database for the test: PostgreSQL where one answers, as n8n wants it in queue mode, else SQLite. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { DemoFolders } from '../demo/n8nInstall';

export interface Database {
	label: string;
	/** As n8n reads them. */
	env: Record<string, string>;
	drop(): Promise<void>;
}

/** n8n brings the driver along. */
interface PgClient {
	connect(): Promise<void>;
	query(sql: string): Promise<unknown>;
	end(): Promise<void>;
}

const USUAL = 'postgres://postgres@127.0.0.1:5432/postgres';
const CONNECTS_WITHIN_MS = 3000;

function newClient(folders: DemoFolders, url: URL): PgClient {
	const pg: { Client: new (options: object) => PgClient } = createRequire(join(folders.n8n, 'node_modules', 'n8n', 'package.json'))('pg');
	return new pg.Client({ connectionString: url.href, connectionTimeoutMillis: CONNECTS_WITHIN_MS });
}

async function run(folders: DemoFolders, url: URL, sql: string): Promise<void> {
	const client = newClient(folders, url);
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}

/** n8n warns that it does not officially support it in queue mode; three processes on one machine were seen to do well on it. */
const SQLITE: Database = { label: 'SQLite', env: { DB_TYPE: 'sqlite' }, drop: async () => {} };

/**
 * A database of this run's own, dropped at its end. `QUEUE_MODE_POSTGRES_URL` names a server other than this machine's; empty,
 * it asks for SQLite.
 */
export async function makeDatabase(folders: DemoFolders, name: string): Promise<Database> {
	const given = process.env.QUEUE_MODE_POSTGRES_URL;
	if (given === '') return SQLITE;
	const url = new URL(given ?? USUAL);
	try {
		await run(folders, url, `CREATE DATABASE "${name}"`);
	} catch (cause) {
		if (given) throw cause;
		return SQLITE;
	}
	return {
		label: `PostgreSQL at ${url.host}`,
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: url.hostname,
			DB_POSTGRESDB_PORT: url.port || '5432',
			DB_POSTGRESDB_DATABASE: name,
			DB_POSTGRESDB_USER: decodeURIComponent(url.username) || 'postgres',
			DB_POSTGRESDB_PASSWORD: decodeURIComponent(url.password),
		},
		drop: async () => await run(folders, url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
	};
}
