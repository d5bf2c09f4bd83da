import type { SharedRefusal } from '../../erpnext/batches';
import type { ErpClient } from '../../erpnext/client';
import type { ErpTaxRow } from '../../erpnext/types';
import type { SyncSettings } from '../../settings';
import type { OrderLineItem, OrderLineRef } from '../items/orderLines';
import type { SubmitLane } from './lanes';
import type { OrderWork } from './work';

/** Item code, or why there is none: see `ensureItemsForOrderLines`. */
export type ItemsForOrderLines = (
	erp: ErpClient,
	settings: SyncSettings,
	lines: readonly OrderLineRef[],
) => Promise<Map<string, OrderLineItem>>;

/** A draft that stands in ERPNext. */
export interface StandingDraft {
	work: OrderWork;
	name: string;
	total: number;
}

/** An address or contact that this run made, and the orders that it was made for. */
export interface MadeParty {
	doctype: 'Address' | 'Contact';
	name: string;
	works: readonly OrderWork[];
}

/** What the steps of one call of `writeOrders` share. */
export interface OrderRun {
	readonly erp: ErpClient;
	readonly settings: SyncSettings;
	readonly itemsForOrderLines: ItemsForOrderLines;
	readonly lane: SubmitLane;
	/** ERPNext's country names by ISO code, once an order needs one. */
	countries: Record<string, string> | undefined;
	/** Items of order lines, by `orderLineKey`. */
	readonly items: Map<string, OrderLineItem>;
	readonly made: MadeParty[];
	/** Submitted, but not read back yet. */
	readonly submitted: StandingDraft[];
	/** Why drafts were refused so far, as far as other drafts share the cause. */
	readonly refusals: SharedRefusal[];
	/** Rows of the tax template of the settings, once read. */
	taxTemplateRows: ErpTaxRow[] | undefined;
	/** 1 at first; the orders that a round could not make sure of go through another one. */
	round: number;
}
