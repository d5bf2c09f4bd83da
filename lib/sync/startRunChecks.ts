/** What Start can tell without asking ERPNext. */
import { DateTime } from 'luxon';
import { marketplaceById } from '../amazon/marketplaces';
import { parseInstant } from '../erpnext/cursor';
import { ErpSettingsError } from '../erpnext/errors';
import type { SyncStream } from './types';

/** Products have no After Date: everything that is listed counts, however old. */
const PRODUCTS_FROM_MS = Date.UTC(2000, 0, 1);

/** Currency of each marketplace. Throws ErpSettingsError for one that Amazon does not have, or for none. */
export function currenciesOf(marketplaceIds: readonly string[]): Record<string, string> {
	if (marketplaceIds.length === 0) {
		throw new ErpSettingsError(["'Marketplaces' is empty: choose at least one that the seller takes part in, e.g. 'ATVPDKIKX0DER' for amazon.com."]);
	}
	const unknown = marketplaceIds.filter((id) => !marketplaceById(id));
	if (unknown.length > 0) {
		throw new ErpSettingsError(unknown.map((id) => `'Marketplaces' has '${id}', which is none of Amazon's marketplace ids, e.g. 'A1PA6795UKMFR9' for amazon.de.`));
	}
	return Object.fromEntries(marketplaceIds.map((id) => [id, marketplaceById(id)?.currency ?? '']));
}

export interface StartDates {
	firstMs: number;
	/** Backfill only. */
	untilMs: number;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** A day begins when it begins at the site; a time without a zone is UTC. */
function toMs(text: string, timeZone: string): number | undefined {
	const trimmed = text.trim();
	if (!DATE_ONLY.test(trimmed)) return parseInstant(trimmed);
	const day = DateTime.fromISO(trimmed, { zone: timeZone });
	return day.isValid ? day.startOf('day').toMillis() : undefined;
}

function readDate(label: string, text: string, timeZone: string, nowMs: number): number {
	const ms = toMs(text, timeZone);
	const example = new Date(nowMs).toISOString().slice(0, 10);
	if (text.trim() === '') throw new ErpSettingsError([`'${label}' is empty: give a day such as '${example}'.`]);
	if (ms === undefined) throw new ErpSettingsError([`'${label}' '${text}' is no date: write it like '${example}'.`]);
	if (ms > nowMs) throw new ErpSettingsError([`'${label}' '${text}' lies ahead: choose today, '${example}', or a day before it.`]);
	return ms;
}

/**
 * Throws ErpSettingsError when a date is missing, none, or ahead. Once orders have a cursor After Date has done its work;
 * a backfill may begin now, without it.
 */
export function readDates(
	stream: SyncStream,
	dates: { afterDate: string; backfillUntil?: string; hasCursor: boolean },
	timeZone: string,
	nowMs: number,
): StartDates {
	const after = () => readDate('After Date', dates.afterDate, timeZone, nowMs);
	if (stream === 'products') return { firstMs: dates.afterDate ? after() : PRODUCTS_FROM_MS, untilMs: 0 };
	if (stream === 'orders') return { firstMs: dates.hasCursor ? nowMs : after(), untilMs: 0 };
	const firstMs = dates.afterDate ? after() : nowMs;
	const untilMs = readDate('Backfill Until', dates.backfillUntil ?? '', timeZone, nowMs);
	if (untilMs >= firstMs) {
		throw new ErpSettingsError([
			`'Backfill Until' '${dates.backfillUntil ?? ''}' must lie before 'After Date' '${dates.afterDate || 'now'}': a backfill goes backwards from there.`,
		]);
	}
	return { firstMs, untilMs };
}
