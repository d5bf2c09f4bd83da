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
	) {
		super(`Order ${orderId}: ${what}`);
	}
}
