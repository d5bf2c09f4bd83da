import { inParts } from '../../inParts';
import type { ErpDocument } from '../../erpnext/client';
import { insertInBulk, runInFlight } from '../../erpnext/itemsInserts';
import { fetchListings, listingDocument, type FoundListing } from '../../erpnext/listings';
import { LISTING_DOCTYPE, type ErpListing } from '../../erpnext/schema';
import type { ItemRun } from './run';
import { RECORDS_PER_CALL } from './sizes';
import type { SkuRow } from './skuRow';

type RecordChange = { name: string } & Partial<ErpListing>;

/**
 * Writes the Amazon Listing records of all rows that were not settled before: last, since the fingerprint says that all
 * else is done. A failed SKU gets a record without fingerprint, so that a person can point it to an Item and the next run
 * tries again. A record's Item is never changed. Safe to repeat.
 */
export async function writeRecords(run: ItemRun, rows: readonly SkuRow[]): Promise<void> {
	const added = new Map<SkuRow, ErpDocument>();
	const changed = new Map<SkuRow, RecordChange>();
	for (const row of rows) {
		if (row.isSettled && !row.hasFailed) continue;
		if (!row.record) added.set(row, listingDocument(toNewRecord(row)));
		else {
			const change = toChange(row, row.record);
			if (Object.keys(change).length > 1) changed.set(row, change);
		}
	}
	for (const [row, doc] of added) if (!row.hasFailed) row.sent.amazonListing = doc;
	for (const [row, change] of changed) {
		// Of the fingerprint nobody is told.
		const told = Object.fromEntries(Object.entries(change).filter(([field]) => field !== 'fingerprint'));
		if (Object.keys(told).length > 1) row.sent.amazonListing = told;
	}
	if (run.settings.dryRun) return;
	await insertRecords(run, added);
	await updateRecords(run, changed);
}

function toNewRecord(row: SkuRow): ErpListing {
	const { record, fingerprint } = row.mapped;
	const item = row.itemCode === undefined || isUnfit(row) ? {} : { item: row.itemCode };
	return { ...record, ...item, ...(row.hasFailed ? {} : { fingerprint }) };
}

/** A failed row may know an Item that it must not be joined to. */
function isUnfit(row: SkuRow): boolean {
	return row.hasFailed && (row.item?.has_variants === 1 || !row.itemCode);
}

/** Only fields that differ; of a closed SKU only the status, since Amazon says nothing else of it any more. */
function toChange(row: SkuRow, standing: FoundListing): RecordChange {
	// Its fingerprint is an older one, so that the next run tries again.
	if (row.hasFailed) return { name: standing.name };
	const { record, fingerprint, isOpen } = row.mapped;
	const change: RecordChange = { name: standing.name };
	const said: Partial<ErpListing> = isOpen ? record : { status: record.status };
	const fields = ['title', 'asin', 'channel', 'status', 'price', 'currency', 'quantity'] as const;
	for (const field of fields) {
		const value = said[field];
		if (value !== undefined && (standing[field] ?? '') !== value) Object.assign(change, { [field]: value });
	}
	if (!standing.item && row.itemCode !== undefined) change.item = row.itemCode;
	const isTouched = Object.keys(change).length > 1;
	if (isTouched && isOpen && record.last_update !== undefined) change.last_update = record.last_update;
	if (standing.fingerprint !== fingerprint) change.fingerprint = fingerprint;
	return change;
}

async function insertRecords(run: ItemRun, added: ReadonlyMap<SkuRow, ErpDocument>): Promise<void> {
	const rows = [...added.keys()];
	const lookAgain = async (docs: ErpDocument[]): Promise<Array<string | undefined>> => {
		const found = await fetchListings(run.erp, docs.map((doc) => String(doc.listing_key)));
		return docs.map((doc) => found.get(String(doc.listing_key))?.name);
	};
	const how = { perCall: RECORDS_PER_CALL, inFlight: run.settings.requestsInFlight, lookAgain };
	const outcomes = await insertInBulk(run.erp, [...added.values()], how);
	rows.forEach((row, index) => {
		const outcome = outcomes[index];
		// A duplicate was written by another run a moment ago: it says the same.
		if (outcome && 'refused' in outcome && !outcome.refused.isDuplicate) failRecord(row, outcome.refused.reason);
	});
}

async function updateRecords(run: ItemRun, changed: ReadonlyMap<SkuRow, RecordChange>): Promise<void> {
	const tasks = inParts([...changed], RECORDS_PER_CALL).map((part) => async () => {
		const answers = await run.erp.bulkUpdate(LISTING_DOCTYPE, part.map(([, change]) => change));
		const failed = new Map(answers.map(({ name, reason }) => [name, reason]));
		for (const [row, { name }] of part) {
			const reason = failed.get(name);
			if (reason !== undefined) failRecord(row, reason);
		}
	});
	await runInFlight(run.settings.requestsInFlight, tasks);
}

function failRecord(row: SkuRow, reason: string): void {
	row.fail(`ERPNext did not take the Amazon Listing record '${row.mapped.listingKey}'. Its own words stand below`, reason);
}
