import type { AmazonOrder } from '../../amazon/types';
import type { ErpApiError } from '../../erpnext/errors';
import type { ErpShownContact } from '../../erpnext/types';
import { presentOnly } from '../../mapping/presentOnly';
import type { MappedOrder } from '../../mapping/types';
import type { OrderResult, SyncAction } from '../types';
import { fateOf, fulfillmentStatusOf } from './fate';
import { toTotalText } from './totals';

/** ERPNext names of who bought, filled into the Sales Order. */
export interface Parties {
	customer: string;
	address?: string;
	contact?: string;
	/** Of an amended copy: as the replaced Sales Order shows its contact. */
	shownContact?: ErpShownContact;
	/** Of an amended copy: the billing address that ERPNext or a person had set. */
	billingAddress?: string;
}

/** What one step of the work ended with. */
export interface Outcome {
	action: SyncAction;
	salesOrder?: string;
	reason?: string;
	detail?: string;
	erpnextTotal?: number;
	/** Without sums: the order is not ours to compare. */
	withoutTotals?: boolean;
	/** Another connector or a person wrote it. */
	isForeign?: true;
	wouldSend?: unknown;
}

/** One order on its way through the steps of a run; settled exactly once. */
export class OrderWork {
	readonly amazonOrderId: string;
	readonly fate;
	mapped: MappedOrder | undefined;
	parties: Parties | undefined;
	/** Name of the cancelled Sales Order that a new draft is to amend, and what was changed. */
	amends: { name: string; said: string[] } | undefined;
	/** Whether a submitted Sales Order carries its id. */
	isHeld = false;
	/** Address and contact names of the Sales Order that was found. */
	usedParties: ReadonlyArray<string | null> = [];
	readonly notes: string[] = [];
	private settled: OrderResult | undefined;
	/** Why ERPNext must be asked again what it holds. */
	unsure: { cause: ErpApiError | undefined } | undefined;

	readonly order: AmazonOrder;

	constructor(
		sent: AmazonOrder,
		private readonly dryRun: boolean,
	) {
		this.order = presentOnly(sent);
		this.amazonOrderId = sent.orderId;
		this.fate = fateOf(this.order);
	}

	get result(): OrderResult | undefined {
		return this.settled;
	}

	get isOpen(): boolean {
		return this.settled === undefined && this.unsure === undefined;
	}

	note(text: string): void {
		if (!this.notes.includes(text)) this.notes.push(text);
	}

	/** The next round reads what ERPNext holds and decides anew. */
	lookAgain(cause?: ErpApiError): void {
		this.unsure = { cause };
	}

	/** Forgets what was found out, for the next round. */
	beginRound(): void {
		this.unsure = undefined;
		this.parties = undefined;
		this.amends = undefined;
	}

	fail(reason: string, detail?: string, salesOrder?: string): void {
		this.settle({ action: 'failed', reason, detail, salesOrder });
	}

	settle(outcome: Outcome): void {
		const { order, mapped } = this;
		const amazonTotal = outcome.withoutTotals ? undefined : mapped?.money.total;
		const isCounted = !outcome.withoutTotals && outcome.erpnextTotal !== undefined;
		const isBad = outcome.action === 'failed';
		// What was left out of an order matters when it is written, not each time that it is seen again.
		const notes = [...(outcome.action === 'created' || isBad ? (mapped?.notes ?? []) : []), ...this.notes];
		this.settled = withoutUndefined({
			amazonOrderId: this.amazonOrderId,
			marketplaceId: order.salesChannel?.marketplaceId,
			fulfillmentStatus: fulfillmentStatusOf(order) || undefined,
			action: outcome.action,
			salesOrder: outcome.salesOrder,
			currency: outcome.withoutTotals ? undefined : mapped?.money.currency,
			amazonTotal,
			erpnextTotal: isCounted ? toTotalText(outcome.erpnextTotal ?? 0, amazonTotal) : undefined,
			reason: isBad && outcome.reason !== undefined ? this.sentence(outcome.reason) : outcome.reason,
			detail: outcome.detail,
			notes: notes.length > 0 ? notes : undefined,
			wouldSend: outcome.wouldSend,
			isForeign: outcome.isForeign,
			dryRun: this.dryRun ? true : undefined,
		});
	}

	private sentence(reason: string): string {
		const end = /[.!?]$/.test(reason) ? '' : '.';
		return `Order ${this.amazonOrderId}: ${reason}${end}`;
	}
}

function withoutUndefined(result: { [K in keyof OrderResult]: OrderResult[K] | undefined }): OrderResult {
	const { amazonOrderId = '', action = 'failed', ...rest } = result;
	const kept = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
	return { amazonOrderId, action, ...kept };
}
