/** Where Amazon's data or our reading of it is at fault. */
export const REPORT_SHAPE = "Please report this order's shape.";
/** Where nobody but a person can decide. */
export const BOOK_BY_HAND = 'Enter it by hand and set this to Ignored.';

/**
 * Thrown when one order cannot become a Sales Order. `message` is one sentence for a bookkeeper, `detail` what Amazon sent
 * (amounts only, never a person's data). It concerns this order alone: the others go on.
 */
export class MappingError extends Error {
	override readonly name = 'MappingError';

	constructor(
		readonly orderId: string,
		/** Amazon's field, or the setting, that stands in the way, e.g. `proceeds.grandTotal`. */
		readonly field: string,
		what: string,
		readonly detail?: string,
		/** What to do with it, for the order's issue; empty where the message says that already. */
		readonly advice = '',
	) {
		super(`Order ${orderId}: ${what}`);
	}
}
