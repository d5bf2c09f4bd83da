import type { ErpClient } from '../../erpnext/client';
import { fetchItems, findItemHeldEqual, insertItems, itemDocument, type FoundItems } from '../../erpnext/items';
import { toLooseName } from '../../erpnext/looseName';
import { fetchKnownUoms, USUAL_STOCK_UOM } from '../../erpnext/itemsUoms';
import { toNewItem } from '../../mapping/toItem';
import { toHtml, toItemName } from '../../mapping/toItemText';
import type { SyncSettings } from '../../settings';
import { findNamedItems, toWantedLine, type OrderLineItem, type OrderLineRef, type WantedLine } from './orderLines';
import { writeOrderLineRecords } from './orderLineRecords';
import { sayDisabled, sayHeldEqual, sayRefusedItem, sayTemplate, sayUnknown } from './reasons';
import { ITEMS_PER_CALL, NEEDED_UOMS } from './sizes';

/** Tells lines of one SKU in several marketplaces apart; the answer of `ensureItemsForOrderLines` holds these keys too. */
export function orderLineKey(line: OrderLineRef): string {
	return `${line.sku || line.asin || ''}|${line.marketplaceId ?? ''}`;
}

/**
 * The Item of each order line: where Amazon Listing points, else the previous connector, else the Item of that code, else
 * a new one if `unknownSku` allows. By SKU (ASIN where there is none) and by `orderLineKey`; where two marketplaces point
 * one SKU at different Items, the plain SKU gives the first. A dry run answers the code that would be made. One to six
 * calls for any number of lines. Safe to repeat.
 */
export async function ensureItemsForOrderLines(
	erp: ErpClient,
	settings: SyncSettings,
	lines: readonly OrderLineRef[],
): Promise<Map<string, OrderLineItem>> {
	const wanted = new Map<string, WantedLine>();
	for (const line of lines) {
		const wantedLine = toWantedLine(line, settings);
		if (wantedLine && !wanted.has(orderLineKey(line))) wanted.set(orderLineKey(line), wantedLine);
	}
	const all = [...wanted.values()];
	if (all.length === 0) return new Map();
	await findNamedItems(erp, settings, all);
	const items = await fetchItems(erp, all.flatMap(({ ownCode, namedItem }) => [ownCode, ...(namedItem ? [namedItem] : [])]));
	const answers = new Map<WantedLine, OrderLineItem>();
	const claims = new Map<string, WantedLine>();
	for (const line of all) answers.set(line, decide(line, items, claims, settings));
	await makeItems(erp, settings, answers);
	if (!settings.dryRun) await writeOrderLineRecords(erp, settings, answers);
	const byKey = new Map<string, OrderLineItem>();
	for (const [key, line] of wanted) {
		const answer = answers.get(line) ?? {};
		byKey.set(key, answer);
		if (!byKey.has(line.name)) byKey.set(line.name, answer);
	}
	return byKey;
}

function decide(line: WantedLine, items: FoundItems, claims: Map<string, WantedLine>, settings: SyncSettings): OrderLineItem {
	const key = line.listingKey ?? line.record?.name;
	const isOwnFirst = line.isOwnFirst && items.findExact(line.ownCode) !== undefined;
	const named = line.namedItem === undefined || isOwnFirst ? undefined : items.findExact(line.namedItem);
	const found = named ?? items.find(line.ownCode);
	if (found) {
		const isOther = !named && (found.name !== line.ownCode || isTakenByLookAlike(line, found.name));
		if (isOther) return { reason: sayHeldEqual(line.name, found.name, key) };
		if (found.has_variants) return { reason: sayTemplate(line.name, found.name, key) };
		if (found.disabled) return { reason: sayDisabled(line.name, found.name, key) };
		return { itemCode: found.name, stockUom: found.stock_uom };
	}
	if (settings.unknownSku !== 'createItem') return { reason: sayUnknown(line.name, key) };
	const claim = claims.get(toLooseName(line.ownCode)) ?? line;
	claims.set(toLooseName(line.ownCode), claim);
	const isSame = claim.ownCode === line.ownCode && (claim.name === line.name || claim.ownCode === line.asin);
	return isSame ? { itemCode: line.ownCode, created: true } : { reason: sayHeldEqual(line.name, claim.ownCode, key) };
}

/** Blanks at the ends are cut off: the Item of that code may be another SKU's. */
function isTakenByLookAlike(line: WantedLine, itemCode: string): boolean {
	return line.ownCode !== line.asin && line.lookAlikes.some(({ item }) => item === itemCode);
}

async function makeItems(erp: ErpClient, settings: SyncSettings, answers: Map<WantedLine, OrderLineItem>): Promise<void> {
	const firstLines = new Map<string, WantedLine>();
	for (const [line, { created }] of answers) if (created && !firstLines.has(line.ownCode)) firstLines.set(line.ownCode, line);
	if (settings.dryRun || firstLines.size === 0) return;
	const uoms = await fetchKnownUoms(erp, NEEDED_UOMS);
	const stockUom = uoms.get(USUAL_STOCK_UOM);
	const docs = [...firstLines.values()].map((line) => itemDocument(toNewItem(toFields(line), settings, stockUom)));
	const outcomes = await insertItems(erp, docs, { perCall: ITEMS_PER_CALL, inFlight: settings.requestsInFlight });
	for (const [index, code] of [...firstLines.keys()].entries()) {
		const outcome = outcomes[index];
		if (!outcome) continue;
		// Somebody else may have made it, or one that ERPNext holds equal, since the look-up.
		const heldEqual = 'refused' in outcome && outcome.refused.isDuplicate ? await findItemHeldEqual(erp, code) : undefined;
		for (const [line, answer] of answers) {
			if (!answer.created || line.ownCode !== code) continue;
			if ('name' in outcome) answers.set(line, { itemCode: outcome.name, ...(stockUom ? { stockUom } : {}), created: true });
			else if (heldEqual === code) answers.set(line, { itemCode: code });
			else if (heldEqual) answers.set(line, { reason: sayHeldEqual(line.name, heldEqual, line.listingKey) });
			else answers.set(line, { reason: sayRefusedItem(code), detail: outcome.refused.reason });
		}
	}
}

function toFields(line: WantedLine): Parameters<typeof toNewItem>[0] {
	const title = line.title?.trim() || line.name.trim();
	return { itemCode: line.ownCode, title: toItemName(title), description: toHtml(title), marketplaceId: line.marketplaceId ?? '' };
}
