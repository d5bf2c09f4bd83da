/** A period's Sales Orders against Amazon's list: read only, on orders of any origin. */
import type { AmazonOrder } from '../../amazon/types';
import { fetchHeldLines, fetchSalesOrdersOf, looseId } from '../../erpnext/auditedOrders';
import type { ErpClient } from '../../erpnext/client';
import { fetchTimeZone } from '../../erpnext/settingsCheckFacts';
import { Decimal } from '../../mapping/money';
import { presentOnly } from '../../mapping/presentOnly';
import { toOrderMoney } from '../../mapping/toOrderMoney';
import { readOnlyClient } from '../dryRun';
import { fateOf } from '../orders/fate';
import { newestOfEach } from '../orders/newestOfEach';
import { sayByLine } from './byLine';
import { type AuditPolicy, toExpectation } from './expected';
import { type Difference, judge, judgeUnlisted, type ListedOrder } from './judge';
import { coverageOf, dayOf, daysOf, saySpans, sayUncovered } from './period';
import { readPolicy } from './readPolicy';
import { AuditTotals, countKinds, toMessage } from './summary';
import { inTableOrder, toRow } from './table';
import type { AuditInput, AuditOutcome, AuditSummary } from './types';
import { findUnlisted, sayMarketplaces } from './unlisted';

/**
 * Compares and writes nothing; needs the right to read Sales Orders. About two calls for each 200 orders, one for each
 * 500 Sales Orders of the period, and two for each 50 wrong totals. Throws ErpApiError when ERPNext does not answer, and
 * ErpSettingsError for a tax template that is not there.
 */
export async function auditOrders(deps: { erp: ErpClient }, input: AuditInput): Promise<AuditOutcome> {
	const { firstDay, lastDay, progress } = input;
	const callsBefore = deps.erp.usage.calls;
	const erp = readOnlyClient(deps.erp);
	const timeZone = await fetchTimeZone(erp);
	const policy = await readPolicy(erp, input);
	const coverage = coverageOf(progress);
	const days = daysOf(firstDay, lastDay, timeZone, coverage);
	const all = newestOfEach(input.orders).map((order) => toListed(order, timeZone, policy));
	const listed = all.filter(({ day }) => day >= firstDay && day <= lastDay);

	const compared = compare(listed, await fetchSalesOrdersOf(erp, listed.map(({ order }) => order.orderId)));
	const unlisted = await findUnlisted(erp, { company: input.company, days: days.judged, marketplaceIds: coverage.marketplaceIds, listed: all });
	const differences = inTableOrder([...compared.differences, ...judgeUnlisted(unlisted)]);
	for (const difference of differences) compared.totals.addDifference(difference);
	const byLine = await fetchByLine(erp, differences, policy);
	const list = `${sayMarketplaces(coverage.marketplaceIds)} created ${saySpans(coverage)}`;
	const holes = [...coverage.notices, ...sayUncovered(days, coverage, timeZone)];
	const facts: Omit<AuditSummary, 'message' | 'kind'> = {
		complete: holes.length === 0,
		firstDay,
		lastDay,
		timeZone,
		orders: compared.equal + compared.differences.length,
		equal: compared.equal,
		pending: compared.pending,
		notSold: compared.notSold,
		differences: differences.length,
		counts: countKinds(differences),
		totals: compared.totals.list,
		notices: holes,
		amazonCalls: progress.reduce((calls, one) => calls + one.amazonCalls, 0),
		erpnextCalls: erp.usage.calls - callsBefore,
	};
	return {
		rows: differences.map((difference) => toRow(difference, list, byLine.get(difference) ?? [])),
		summary: { kind: 'summary', message: toMessage(facts), ...facts },
	};
}

function toListed(sent: AmazonOrder, timeZone: string, policy: AuditPolicy): ListedOrder {
	const order = presentOnly(sent);
	return { order, fate: fateOf(order), day: dayOf(order.createdTime, timeZone), expectation: toExpectation(order, policy) };
}

function compare(listed: readonly ListedOrder[], held: Awaited<ReturnType<typeof fetchSalesOrdersOf>>) {
	const outcome = { equal: 0, pending: 0, notSold: 0, totals: new AuditTotals(), differences: new Array<Difference>() };
	for (const one of listed) {
		const found = held.get(looseId(one.order.orderId)) ?? [];
		const verdict = judge(one, found);
		if (verdict.is === 'different') outcome.differences.push(verdict.difference);
		else if (verdict.is === 'aside') outcome[one.fate === 'waits' ? 'pending' : 'notSold'] += 1;
		else {
			outcome.equal += 1;
			outcome.totals.addAmazon(verdict.expected.currency, new Decimal(verdict.expected.total));
			outcome.totals.addHeld([verdict.held]);
		}
	}
	return outcome;
}

/** Rows and charges are read only where a total differs. */
async function fetchByLine(erp: ErpClient, differences: readonly Difference[], policy: AuditPolicy): Promise<Map<Difference, string[]>> {
	const wrong = differences.filter(({ kind }) => kind === 'differentTotal');
	const lines = await fetchHeldLines(erp, wrong.flatMap(({ live }) => live.map(({ name }) => name)));
	const said = new Map<Difference, string[]>();
	for (const difference of wrong) {
		const { listed, expected, live } = difference;
		const [salesOrder] = live;
		const held = salesOrder && lines.get(salesOrder.name);
		if (!listed || !expected?.money || !held) continue;
		// Other connectors leave the tax in the rates: the same total, told in fewer rows.
		const inRates = toOrderMoney(listed.order, { ...policy, taxHandling: 'none' }).money;
		const readings = [expected.money, ...(inRates.total === expected.total ? [inRates] : [])];
		said.set(difference, sayByLine({ order: listed.order, readings, held, discount: salesOrder.discount_amount }));
	}
	return said;
}
