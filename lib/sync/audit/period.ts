/** Which days and orders an audit is about, and of which days Amazon's list is whole. Pure. */
import { DateTime } from 'luxon';
import { toInstant } from '../../erpnext/cursor';
import { toSiteTime } from '../../mapping/dates';
import type { SyncProgress } from '../types';
import { grouped } from '../../grouped';
import { inWords } from '../../inWords';

/** Day of an instant in the site's time zone; '' for none. */
export function dayOf(instant: string | undefined, timeZone: string): string {
	return toSiteTime(instant, timeZone)?.toFormat('yyyy-MM-dd') ?? '';
}

interface Span {
	fromMs: number;
	toMs: number;
}

/** What Amazon was asked for, all lists taken together. */
export interface Coverage {
	/** Parts of time of which every order by creation is at hand, the earliest first. */
	spans: Span[];
	marketplaceIds: string[];
	/** What is not as an audit needs it, in a person's words. */
	notices: string[];
}

const NO_LIST =
	"It is not known which orders Amazon was asked for: switch on 'Include Progress Item' in List Orders and connect it to this node.";
const BY_UPDATE =
	"List Orders went by 'Last Updated', so only orders that changed in its window were compared: set 'Date Field' to 'Created'.";
const CONTINUED = "List Orders continued an earlier list, whose orders are not among these: leave 'Continue From' empty.";
const SKIPPED = 'List Orders read nothing, since another run was under way.';
const MIXED_MARKETPLACES = 'The lists are of different marketplaces, so none of them is whole: list the same marketplaces for every part of the period.';

function unfinished({ count }: SyncProgress): string {
	const orders = `${grouped(count)} order${count === 1 ? '' : 's'}`;
	return `Amazon's list stops after ${orders} of its window: raise 'Wait for Quota', switch on 'Return All', or audit a shorter period.`;
}

export function coverageOf(progress: readonly SyncProgress[]): Coverage {
	const notices = new Set<string>();
	const spans: Span[] = [];
	const marketplaces = new Set<string>();
	if (progress.length === 0) notices.add(NO_LIST);
	for (const one of progress) {
		const { asked } = one;
		if (one.skipped) notices.add(SKIPPED);
		else if (!asked) notices.add(NO_LIST);
		else {
			marketplaces.add([...asked.marketplaceIds].sort().join());
			if (asked.by !== 'created') notices.add(BY_UPDATE);
			else if (!asked.fromStart) notices.add(CONTINUED);
			else if (!one.complete) notices.add(unfinished(one));
			else spans.push({ fromMs: Date.parse(asked.after), toMs: Date.parse(one.windowEnd) });
		}
	}
	if (marketplaces.size > 1) notices.add(MIXED_MARKETPLACES);
	return {
		spans: marketplaces.size > 1 ? [] : joined(spans),
		marketplaceIds: [...marketplaces].join().split(',').filter((id) => id !== ''),
		notices: [...notices],
	};
}

/** Lists that follow one another make one span. */
function joined(spans: readonly Span[]): Span[] {
	const whole: Span[] = [];
	for (const span of [...spans].sort((one, other) => one.fromMs - other.fromMs)) {
		const last = whole.at(-1);
		if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
		else whole.push({ ...span });
	}
	return whole;
}

const covers = (spans: readonly Span[], fromMs: number, toMs: number) => spans.some((span) => span.fromMs <= fromMs && toMs <= span.toMs);

export interface Days {
	/** Days of the period, all of whose orders are at hand. */
	listed: string[];
	/** Days of the period whose Sales Orders Amazon must have listed, whichever time zone they were dated in. */
	judged: string[];
	/** All days of the period that are over or have begun. */
	all: string[];
}

/**
 * ERPNext's own connector dates orders by UTC, we by the site's time zone: a Sales Order of a day may be of an instant
 * anywhere in both, and only where both are listed whole does "Amazon did not list it" say anything.
 */
export function daysOf(firstDay: string, lastDay: string, timeZone: string, { spans }: Coverage): Days {
	const days: Days = { listed: [], judged: [], all: [] };
	for (let day = DateTime.fromISO(firstDay, { zone: timeZone }); day.toFormat('yyyy-MM-dd') <= lastDay; day = day.plus({ days: 1 })) {
		const name = day.toFormat('yyyy-MM-dd');
		const utc = DateTime.fromISO(name, { zone: 'utc' });
		const [from, to] = [day.startOf('day').toMillis(), day.endOf('day').toMillis()];
		days.all.push(name);
		if (covers(spans, from, to)) days.listed.push(name);
		if (covers(spans, Math.min(from, utc.startOf('day').toMillis()), Math.max(to, utc.endOf('day').toMillis()))) days.judged.push(name);
	}
	return days;
}

/** Holes in what was compared, in a person's words. A list that is not whole says so already. */
export function sayUncovered({ all, listed, judged }: Days, { spans }: Coverage, timeZone: string): string[] {
	if (spans.length === 0) return [];
	const unlisted = all.filter((day) => !listed.includes(day));
	const unjudged = listed.filter((day) => !judged.includes(day));
	const wider = 'Let List Orders begin a day before the period and end a day after it.';
	return [
		...(unlisted.length > 0 ? [`Amazon's list does not hold every order of ${sayDays(unlisted)} (days in ERPNext's time zone ${timeZone}). ${wider}`] : []),
		...(unjudged.length > 0 ? [`Sales Orders of ${sayDays(unjudged)} were not checked for numbers that Amazon does not know. ${wider}`] : []),
	];
}

/** E.g. `from 2026-09-30T00:00:00Z to 2026-11-02T00:00:00Z`. */
export function saySpans({ spans }: Coverage): string {
	return spans.map(({ fromMs, toMs }) => `from ${toInstant(fromMs)} to ${toInstant(toMs)}`).join(' and ');
}

/** E.g. `2026-10-01 and 2026-10-31`, or `2026-10-28 to 2026-10-31` where one follows the other. */
function sayDays(days: readonly string[]): string {
	const runs: Array<{ first: string; last: string }> = [];
	for (const day of days) {
		const run = runs.at(-1);
		if (run && DateTime.fromISO(run.last).plus({ days: 1 }).toISODate() === day) run.last = day;
		else runs.push({ first: day, last: day });
	}
	return inWords(runs.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)));
}
