import type { AmazonOrder } from '../../amazon/types';
import type { TaxHandling } from '../../settings';
import type { SyncProgress } from '../types';

/** What an audit may find, gravest first. */
export const AUDIT_KINDS = [
	'missing',
	'doubled',
	'cancelledAtAmazon',
	'wrongCurrency',
	'differentTotal',
	'unknownAtAmazon',
	'notCompared',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface AuditInput {
	orders: readonly AmazonOrder[];
	/** The progress items of the lists that the orders come from. */
	progress: readonly SyncProgress[];
	/** `yyyy-MM-dd` in ERPNext's time zone, both included. */
	firstDay: string;
	lastDay: string;
	/** Whose Sales Orders are looked through for numbers that Amazon does not know; empty: every company's. */
	company: string;
	taxHandling: TaxHandling;
	taxTemplate: string;
	/** Whether a Sales Order holds the tax that Amazon collects and pays itself. */
	facilitatorTax: 'leaveOut' | 'include';
}

/** One line of the table: one order that differs. Flat, the same columns in each; nulls where there is no number. */
export interface AuditRow {
	kind: AuditKind;
	amazonOrderId: string;
	/** Names, with commas. */
	salesOrders: string;
	/** Day at Amazon, in ERPNext's time zone. */
	orderDate: string;
	salesOrderDate: string;
	marketplace: string;
	amazonStatus: string;
	currency: string;
	amazonTotal: number | null;
	erpnextCurrency: string;
	/** Of all its Sales Orders together. */
	erpnextTotal: number | null;
	/** Amazon less ERPNext, as Finish counts it. */
	difference: number | null;
	/** Where a total differs: by which rows and charges. */
	byLine: string;
	/** What is the matter, in a bookkeeper's words. */
	explanation: string;
}

export interface AuditSummary {
	kind: 'summary';
	message: string;
	/** False where Amazon's list has a hole: more differences may be there. */
	complete: boolean;
	firstDay: string;
	lastDay: string;
	timeZone: string;
	/** Orders of the period that were compared. */
	orders: number;
	equal: number;
	/** Of these nothing has to be in the books yet, or at all. */
	pending: number;
	notSold: number;
	differences: number;
	counts: Record<AuditKind, number>;
	/** Sums by currency; difference is Amazon less ERPNext. */
	totals: Array<{ currency: string; amazon: string; erpnext: string; difference: string }>;
	notices: string[];
	amazonCalls: number;
	erpnextCalls: number;
}

export interface AuditOutcome {
	rows: AuditRow[];
	summary: AuditSummary;
}
