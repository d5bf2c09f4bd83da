import type { ChargeKind, MarketplaceSettings, SyncSettings } from '../settings';
import type { ErpAddress, ErpContact, ErpCustomer, ErpSalesOrder, ErpTaxRow } from '../erpnext/types';

/** What the mapping of one order needs to know of ERPNext; found beforehand, in bulk. Pure data. */
export interface OrderContext {
	settings: SyncSettings;
	marketplace: MarketplaceSettings;
	/** ERPNext's Item code of each order line, by orderItemId. */
	itemCodes: Readonly<Record<string, string>>;
	/** Stock UOM of each line's Item, by orderItemId, where it is known. */
	itemUoms?: Readonly<Record<string, string>>;
	/** ERPNext's country name by upper-case ISO code, e.g. `US` -> `United States`. */
	countries: Readonly<Record<string, string>>;
	/**
	 * Rows of `settings.taxTemplate`, when `taxHandling` is `taxTemplate`. ERPNext does not add them by itself to an order
	 * that comes over REST, unless a site setting says so, and never beside other charges: the order brings them along.
	 */
	taxTemplateRows?: readonly ErpTaxRow[];
}

/** How Amazon's money of one order was read: proven before anything is written. */
export interface OrderMoney {
	currency: string;
	/** Amazon's grand total, less facilitator tax when it is left out; a decimal string. */
	total: string;
	/**
	 * Only where a tax template of ERPNext works out the tax on top: what rows and charges come to without it, which is what
	 * was proven. `total` is then what the template's rows make of it; without `taxTemplateRows` it is Amazon's word.
	 */
	totalWithoutTax?: string;
	/** Amazon's grand total as sent. */
	amazonGrandTotal: string;
	lines: Array<{ orderItemId: string; sku?: string; quantity: number; rate: string; amount: string }>;
	charges: Array<{ kind: ChargeKind; amount: string }>;
}

/**
 * One order, ready to be written. `customer` is to be found by its name or made; address and contact may be refused by
 * ERPNext without costing the order.
 */
export interface MappedOrder {
	money: OrderMoney;
	customer: ErpCustomer;
	/** Without name and links: the writer sets them once the customer stands. */
	address?: Omit<ErpAddress, 'links'>;
	contact?: Omit<ErpContact, 'links'>;
	/** `customer`, address and contact names are filled in by the writer. */
	salesOrder: ErpSalesOrder;
	/** Hash over what must be equal in ERPNext (see `fingerprint.ts`), not over status or dates: equal means unchanged. */
	fingerprint: string;
	/** What was left out or shortened, in a person's words. */
	notes: string[];
}
