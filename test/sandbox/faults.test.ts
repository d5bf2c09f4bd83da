import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerWithFaults, FaultPlan, type Fault, NAMED_FAULTS, type NamedFault } from '../../sandbox/faults';

const BODY = JSON.stringify({ name: 'Zoë Müller 山田太郎', text: 'x'.repeat(500) });

interface Served {
	processed: number;
	get(path?: string): Promise<{ status: number; type: string; body: string; chunks: Buffer[] }>;
}

async function withServer(plan: FaultPlan, test: (served: Served) => Promise<void>): Promise<void> {
	let processed = 0;
	const server = createServer((request, response) => {
		void answerWithFaults(plan, request, response, async () => {
			processed += 1;
			return await Promise.resolve({ status: 200, headers: { 'Content-Type': 'application/json' }, body: BODY });
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const get: Served['get'] = async (path = '/') =>
		await new Promise((resolve, reject) => {
			const sent = httpRequest({ port, path, agent: false }, (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () =>
					resolve({
						status: response.statusCode ?? 0,
						type: response.headers['content-type'] ?? '',
						body: Buffer.concat(chunks).toString('utf8'),
						chunks,
					}),
				);
			});
			sent.on('error', reject);
			sent.end();
		});
	try {
		await test({ get, get processed() { return processed; } });
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

const once = (fault: Fault) => new FaultPlan([{ match: () => true, fault, times: 1 }]);

describe('a fault plan', () => {
	it('leaves the answer alone when no rule matches', async () => {
		await withServer(new FaultPlan(), async (served) => {
			expect(await served.get()).toMatchObject({ status: 200, body: BODY });
		});
	});

	it('answers in place of the work', async () => {
		await withServer(once(NAMED_FAULTS.unavailable), async (served) => {
			expect(await served.get()).toMatchObject({ status: 503, type: 'text/html; charset=utf-8' });
			expect(served.processed).toBe(0);
			expect((await served.get()).status).toBe(200);
		});
	});

	it('answers 502 after the work was done', async () => {
		await withServer(once(NAMED_FAULTS.badGatewayAfterProcessing), async (served) => {
			expect((await served.get()).status).toBe(502);
			expect(served.processed).toBe(1);
		});
	});

	it.each([
		['beforeProcessing', 0],
		['afterProcessing', 1],
		['midAnswer', 1],
	] as const)('cuts the connection %s', async (when, processed) => {
		await withServer(once({ kind: 'cut', when }), async (served) => {
			await expect(served.get()).rejects.toThrow();
			expect(served.processed).toBe(processed);
		});
	});

	it('splits the body inside a character and loses nothing', async () => {
		await withServer(once({ kind: 'split', chunkBytes: 1 }), async (served) => {
			const answer = await served.get();
			expect(answer.body).toBe(BODY);
			expect(answer.chunks.length).toBeGreaterThan(1);
		});
	});

	it('ends the body early', async () => {
		await withServer(once({ kind: 'truncate', keepBytes: 10 }), async (served) => {
			expect((await served.get()).body).toBe(BODY.slice(0, 10));
		});
	});

	it('counts the requests of one path', async () => {
		const plan = new FaultPlan([{ match: ({ path, count }) => path === '/a b' && count === 2, fault: NAMED_FAULTS.throttled }]);
		await withServer(plan, async (served) => {
			const statuses: number[] = [];
			for (const path of ['/a%20b', '/other', '/a%20b?x=1', '/a%20b']) statuses.push((await served.get(path)).status);
			expect(statuses).toEqual([200, 200, 429, 200]);
			expect(plan.injected).toMatchObject([{ method: 'GET', path: '/a b', count: 2 }]);
		});
	});
});

describe('a random fault plan', () => {
	const draw = (seed: number, paths: string[]) => {
		const plan = FaultPlan.random(seed, { rate: 0.3 });
		return paths.map((path) => [path, plan.nextFault('GET', path, new URLSearchParams())] as const);
	};
	const paths = Array.from({ length: 400 }, (_, index) => `/order/${index}`);

	it('repeats itself for the same seed, whatever the order of the requests', () => {
		const forwards = new Map(draw(7, paths));
		const backwards = new Map(draw(7, [...paths].reverse()));
		expect(paths.map((path) => backwards.get(path))).toEqual(paths.map((path) => forwards.get(path)));
		expect(draw(8, paths)).not.toEqual(draw(7, paths));
	});

	it('draws at the given rate from the given kinds', () => {
		const kinds: NamedFault[] = ['split', 'cutMidAnswer'];
		const plan = FaultPlan.random(1, { rate: 0.25, kinds });
		const faults = paths.map((path) => plan.nextFault('GET', path, new URLSearchParams())).filter((fault) => fault !== undefined);
		expect(faults.length).toBeGreaterThan(70);
		expect(faults.length).toBeLessThan(130);
		expect(new Set(faults.map((fault) => fault.kind))).toEqual(new Set(['split', 'cut']));
	});

	it('stops at its limit', () => {
		const plan = FaultPlan.random(1, { rate: 1, limit: 3 });
		for (const path of paths) plan.nextFault('GET', path, new URLSearchParams());
		expect(plan.injected).toHaveLength(3);
	});
});
