/** As much of Redis' protocol as the queue-mode test needs: is one there, and leaving nothing behind in it. */
import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const ANSWERS_WITHIN_MS = 2000;

/** REDIS_URL, or the usual place on this machine. */
export function redisUrl(): URL {
	const given = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
	if (!URL.canParse(given)) throw new Error(`REDIS_URL '${given}' is no address: write it like redis://127.0.0.1:6379`);
	return new URL(given);
}

/** Without the password, for people. */
export function placeOf({ hostname, port }: URL): string {
	return `${hostname}:${port || '6379'}`;
}

/** As n8n reads them. */
export function redisEnv(url: URL): Record<string, string> {
	return {
		QUEUE_BULL_REDIS_HOST: url.hostname,
		QUEUE_BULL_REDIS_PORT: url.port || '6379',
		QUEUE_BULL_REDIS_DB: url.pathname.slice(1) || '0',
		...(url.username ? { QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(url.username) } : {}),
		...(url.password ? { QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(url.password) } : {}),
		...(url.protocol === 'rediss:' ? { QUEUE_BULL_REDIS_TLS: 'true' } : {}),
	};
}

const toMessage = (words: string[]): string => `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

function open(url: URL): Socket {
	const place = { host: url.hostname, port: Number(url.port || 6379) };
	return url.protocol === 'rediss:' ? connectTls({ ...place, servername: url.hostname }) : createConnection(place);
}

/** Sends commands, each answered by one line; the last line comes back. Throws what Redis refuses. */
async function askRedis(url: URL, ...command: string[]): Promise<string> {
	const password = decodeURIComponent(url.password);
	const login = password ? [['AUTH', ...(url.username ? [decodeURIComponent(url.username)] : []), password]] : [];
	const commands = [...login, ['SELECT', url.pathname.slice(1) || '0'], command];
	return await new Promise((resolve, reject) => {
		const socket = open(url);
		let heard = '';
		const end = (cause: Error | undefined, answer = ''): void => {
			socket.destroy();
			if (cause) reject(cause);
			else resolve(answer);
		};
		socket.setTimeout(ANSWERS_WITHIN_MS, () => end(new Error(`no answer within ${ANSWERS_WITHIN_MS / 1000} s`)));
		socket.on('error', end);
		socket.on('close', () => end(new Error('the connection was closed')));
		socket.on('data', (chunk: Buffer) => {
			heard += chunk.toString();
			const lines = heard.split('\r\n').slice(0, -1);
			const refusal = lines.find((line) => line.startsWith('-'));
			if (refusal) end(new Error(refusal.slice(1)));
			else if (lines.length >= commands.length) end(undefined, lines.at(-1));
		});
		socket.write(commands.map(toMessage).join(''));
	});
}

/** Undefined when a Redis answers there; else what happens instead. */
export async function whyNoRedis(url: URL): Promise<string | undefined> {
	try {
		const answer = await askRedis(url, 'PING');
		return answer === '+PONG' ? undefined : `it answers '${answer}'`;
	} catch (cause) {
		return cause instanceof Error ? cause.message || cause.name : String(cause);
	}
}

/** Deletes what a run of n8n under this prefix left. */
export async function deleteKeys(url: URL, prefix: string): Promise<void> {
	const script = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return 1";
	await askRedis(url, 'EVAL', script, '0', `*${prefix}*`);
}
