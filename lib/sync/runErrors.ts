/** A run that cannot begin or end as it should; the message tells what to do. */
export class SyncRunError extends Error {
	override readonly name = 'SyncRunError';
}
