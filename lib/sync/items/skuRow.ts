import type { FoundItem } from '../../erpnext/items';
import type { FoundListing } from '../../erpnext/listings';
import type { MappedListing } from '../../mapping/toItem';
import type { ListingResult, SyncAction } from '../types';

interface Settled {
	action: SyncAction;
	reason?: string;
	detail?: string;
}

/** One SKU of a page on its way into ERPNext: what Amazon says, what ERPNext has, what was done. */
export class SkuRow {
	/** The Item that this SKU goes to, when ERPNext has it. */
	item?: FoundItem;
	/** Set once the SKU's Item is known or made. */
	itemCode?: string;
	/** The Item is made for this SKU; other rows of the page may share it. */
	makesItem = false;
	/** The row is a variation parent whose Item is a template, not sold. */
	isTemplate = false;
	/** Set when the new Item is a variant of a template. */
	variant?: { variant_of: string; attributes: Array<{ attribute: string; attribute_value: string }> };
	/** Parts of the documents that are (or, in a dry run, would be) sent. */
	readonly sent: Record<string, unknown> = {};
	readonly notes: string[];
	private settled?: Settled;

	constructor(
		readonly mapped: MappedListing,
		readonly record: FoundListing | undefined,
	) {
		this.notes = [...mapped.notes];
	}

	get isSettled(): boolean {
		return this.settled !== undefined;
	}

	get hasFailed(): boolean {
		return this.settled?.action === 'failed';
	}

	settle(action: SyncAction, reason?: string, detail?: string): void {
		this.settled ??= { action, reason, detail };
	}

	/** The first reason counts. */
	fail(reason: string, detail?: string): void {
		this.settle('failed', reason, detail);
	}

	toResult(dryRun: boolean): ListingResult {
		const changed = Object.keys(this.sent).length > 0 ? 'updated' : 'unchanged';
		const wrote = this.makesItem ? 'created' : changed;
		const { action, reason, detail } = this.settled ?? { action: wrote };
		const { sku, marketplaceId, asin } = this.mapped;
		const itemCode = this.itemCode ?? (this.record?.item || undefined);
		return {
			sku,
			marketplaceId,
			...(asin === undefined ? {} : { asin }),
			action,
			...(itemCode === undefined ? {} : { itemCode }),
			...(reason === undefined ? {} : { reason }),
			...(detail === undefined || detail === '' ? {} : { detail }),
			...(this.notes.length === 0 ? {} : { notes: [...this.notes] }),
			...(dryRun ? { dryRun: true } : {}),
			...(dryRun && Object.keys(this.sent).length > 0 ? { wouldSend: { ...this.sent } } : {}),
		};
	}
}
