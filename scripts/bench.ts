/**
 * `npm run bench`: what a sync costs. Parts may be chosen, with sizes: `npm run bench -- orders 1000`, `products 10000`,
 * `paced 400`, `backfill 100000`. Ends with 1 when a figure missed its limit.
 */
import { join } from 'node:path';
import type { BackfillResult } from './bench/backfill';
import { startChild } from './bench/childCalls';
import { describeMachine } from './bench/machine';
import type { BenchQuestion } from './bench/measured';
import type { OrdersResult } from './bench/orders';
import type { ProductsResult } from './bench/products';
import { backfillTable, ordersTables, type Paced, pacedTable, productsTables, type Sized } from './bench/report';
import { ONE_CUSTOMER } from './bench/settings';

/** Each bench has a process of its own, so that one's memory is not another's. */
async function measure<Result>(question: BenchQuestion): Promise<Result> {
	const child = startChild(join(__dirname, 'bench', 'measured.ts'), ['--expose-gc']);
	try {
		return await child.ask<Result>(question);
	} finally {
		await child.close();
	}
}

async function ofEach<Result>(sizes: number[], toQuestion: (size: number) => BenchQuestion): Promise<Array<Sized<Result>>> {
	const rows: Array<Sized<Result>> = [];
	for (const size of sizes) rows.push({ size, result: await measure<Result>(toQuestion(size)) });
	return rows;
}

interface Part {
	sizes: number[];
	run(sizes: number[]): Promise<string>;
}

const PARTS: Record<string, Part> = {
	orders: {
		sizes: [100, 1000, 10_000],
		run: async (sizes) => ordersTables(await ofEach<OrdersResult>(sizes, (orders) => ({ bench: 'orders', orders, latency: 'none' }))),
	},
	products: {
		sizes: [1000, 10_000, 50_000],
		run: async (sizes) => productsTables(await ofEach<ProductsResult>(sizes, (skus) => ({ bench: 'products', skus }))),
	},
	paced: {
		sizes: [400],
		run: async (sizes) => {
			const rows: Paced[] = [];
			for (const orders of sizes) {
				const paced = { bench: 'orders', orders, latency: 'measured' } as const;
				rows.push({ customers: 'one per order, with address and contact', timesFaster: 1, result: await measure(paced) });
				rows.push({ customers: 'one for all', timesFaster: 2, result: await measure({ ...paced, settings: ONE_CUSTOMER }) });
			}
			return pacedTable(rows);
		},
	},
	backfill: {
		sizes: [10_000],
		run: async (sizes) => {
			const rows = await ofEach<BackfillResult>(sizes, (orders) => ({ bench: 'backfill', orders }));
			return rows.map(backfillTable).join('\n\n');
		},
	},
};

/** Parts with their sizes, e.g. `orders 100 1000 products`; nothing is everything. */
function readPlan(words: string[]): Array<[Part, number[]]> {
	if (words.length === 0) return Object.values(PARTS).map((part) => [part, part.sizes]);
	const plan: Array<[Part, number[]]> = [];
	for (const word of words) {
		const part = PARTS[word];
		const last = plan.at(-1);
		const size = Number(word.replace(/[_,.]/g, ''));
		if (part) plan.push([part, []]);
		else if (last && Number.isInteger(size) && size > 0) last[1].push(size);
		else throw new Error(`'${word}' is no part of the bench and no size: name ${Object.keys(PARTS).join(', ')}, each with sizes if you like`);
	}
	return plan.map(([part, sizes]) => [part, sizes.length > 0 ? sizes : part.sizes]);
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
	const plan = readPlan(process.argv.slice(2));
	print(describeMachine());
	for (const [part, sizes] of plan) {
		const tables = await part.run(sizes);
		print(`\n${tables}`);
		if (tables.includes('MISSED')) process.exitCode = 1;
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
