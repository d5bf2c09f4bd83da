import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { AmazonOrder } from '../../../lib/amazon/types';
import { MappingError } from '../../../lib/mapping/errors';
import { toSalesOrder } from '../../../lib/mapping/toSalesOrder';
import { erpTotals } from './erpArithmetic';
import { toContext } from './orderContext';
import { placesOf } from './partsOf';

const FOLDER = join(__dirname, '../../fixtures/orders');
const texts = readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), 'utf8'));

describe('toSalesOrder for orders with parts missing', () => {
	it('adds up or refuses by name, whatever Amazon leaves out', () => {
		const cuts = fc.array(fc.tuple(fc.nat(), fc.constantFrom('gone', 'null', 'empty')), { minLength: 1, maxLength: 4 });
		let written = 0;
		fc.assert(
			fc.property(fc.nat(texts.length - 1), cuts, (index, places) => {
				const { order }: { order: AmazonOrder } = JSON.parse(texts[index] ?? '');
				const { orderId } = order;
				const context = toContext(order);
				for (const [at, how] of places) {
					const found = placesOf(order);
					const place = found[at % found.length];
					if (!place || place[1] === 'orderId') continue;
					const [tree, key] = place;
					if (Array.isArray(tree)) tree.splice(Number(key), 1);
					else if (how === 'gone') delete tree[key];
					else tree[key] = how === 'null' ? null : typeof tree[key] === 'string' ? '' : null;
				}
				try {
					const { salesOrder, money } = toSalesOrder(order, context);
					expect(erpTotals(salesOrder, 2, "Banker's Rounding").grandTotal).toBe(Number(money.total));
					written += 1;
				} catch (error) {
					expect(error).toBeInstanceOf(MappingError);
					expect(String(error)).toContain(`Order ${orderId}: `);
				}
			}),
			{ numRuns: 3000 },
		);
		expect(written).toBeGreaterThan(750);
	});
});
