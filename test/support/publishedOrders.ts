import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AmazonOrder } from '../../lib/amazon/types';

const MODEL = join(__dirname, '../../../shared/amazon-models/orders_2026-01-01.json');

interface Answer {
	order?: AmazonOrder;
	orders?: AmazonOrder[];
}
interface Model {
	paths: Record<
		string,
		{ get: { responses: { 200: { examples: { 'application/json': Answer }; 'x-amzn-api-sandbox': { static: Array<{ response: Answer }> } } } } }
	>;
}

/** Every order that Amazon publishes: the examples and the answers of its static sandbox. */
function readOrders(): AmazonOrder[] {
	const model: Model = JSON.parse(readFileSync(MODEL, 'utf8'));
	return Object.values(model.paths).flatMap(({ get }) => {
		const answers = [get.responses[200].examples['application/json']];
		for (const { response } of get.responses[200]['x-amzn-api-sandbox'].static) answers.push(response);
		return answers.flatMap(({ order, orders }) => [...(orders ?? []), ...(order ? [order] : [])]);
	});
}

/** Empty where Amazon's models are not: the folder belongs to the project's own machines, a user's clone does without. */
export const publishedOrders: readonly AmazonOrder[] = existsSync(MODEL) ? readOrders() : [];

export const describeWherePublished = publishedOrders.length > 0 ? describe : describe.skip;
