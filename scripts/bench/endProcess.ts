/** A process with one of the two ends: its memory and its work are not those of the sync that is measured. */
import { systemClock } from '../../lib/clock';
import { type AmazonSandbox, startAmazonSandbox } from '../../sandbox/amazon/server';
import { makeSellerWorld } from '../../sandbox/amazon/world/sellerWorld';
import { type ErpNextSandbox, startErpNextSandbox } from '../../sandbox/erpnext/server';
import { BusyTime } from './busyTime';
import { answerQuestions } from './childCalls';
import type { AmazonTally, Books, EndQuestion, ErpNextTally, OrderAtAmazon } from './ends';
import { ShiftedClock } from './shiftedClock';

const busy = new BusyTime();
busy.watch();
let clock = new ShiftedClock(0);
let amazon: AmazonSandbox | undefined;
let erpnext: ErpNextSandbox | undefined;

answerQuestions<EndQuestion>(async (question) => {
	switch (question.ask) {
		case 'openAmazon': {
			clock = new ShiftedClock(question.offsetMs);
			amazon = await startAmazonSandbox({ clock, sellers: [makeSellerWorld(question.world)] });
			return amazon.sellers[0]?.credentials;
		}
		case 'openErpNext': {
			clock = new ShiftedClock(question.offsetMs);
			// What ERPNext's work takes is really waited for.
			const paced = { now: () => clock.now(), sleep: systemClock.sleep };
			erpnext = await startErpNextSandbox({ clock: paced, latency: question.latency });
			return { url: erpnext.url, ...erpnext.users.manager, ignoreSslIssues: false };
		}
		case 'follow':
			clock.offsetMs = question.offsetMs;
			return undefined;
		case 'tally':
			return amazon ? tallyOfAmazon(amazon) : erpnext && tallyOfErpNext(erpnext);
		case 'orders':
			return amazon && [...ordersOf(amazon)];
		case 'books':
			return erpnext && booksOf(erpnext);
	}
});

function tallyOfAmazon({ requests }: AmazonSandbox): AmazonTally {
	const calls: Record<string, number> = {};
	let throttled = 0;
	for (const { operation, status } of requests) {
		calls[operation] = (calls[operation] ?? 0) + 1;
		if (status === 429) throttled += 1;
	}
	return { calls, throttled, busyMs: busy.tally().busyMs };
}

function tallyOfErpNext({ requests }: ErpNextSandbox): ErpNextTally {
	const { busyMs, longestMs } = busy.tally();
	const of = (part: string) => Math.max(0, ...Object.entries(longestMs).flatMap(([path, ms]) => (path.includes(part) ? [ms] : [])));
	return { calls: requests.length, busyMs, longestInsertMs: of('insert_many') };
}

function* ordersOf({ sellers }: AmazonSandbox): Iterable<OrderAtAmazon> {
	for (const { world } of sellers) {
		for (const { orderId, createdTime, lastUpdatedTime, fulfillment } of world.eachOrder()) {
			yield {
				id: orderId,
				createdMs: Date.parse(createdTime),
				updatedMs: Date.parse(lastUpdatedTime),
				isImportable: /^(UNSHIPPED|PARTIALLY_SHIPPED|SHIPPED)$/.test(fulfillment?.fulfillmentStatus ?? ''),
			};
		}
	}
}

function booksOf({ site }: ErpNextSandbox): Books {
	const live = site.docs('Sales Order').filter(({ docstatus }) => docstatus !== 2);
	return {
		orderIds: live.map(({ amazon_order_id }) => String(amazon_order_id)),
		drafts: live.filter(({ docstatus }) => docstatus === 0).length,
		items: site.count('Item'),
		itemPrices: site.count('Item Price'),
		listings: site.count('Amazon Listing'),
		openIssues: site.docs('Amazon Sync Issue').filter(({ status }) => status === 'Open').length,
	};
}
