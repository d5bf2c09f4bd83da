/** Fields that are random, of the moment, or noise of the recorder; anywhere in an answer. */
const EVERYWHERE: Record<string, string> = {
	creation: 'time',
	modified: 'time',
	posting_time: 'time',
	__unsaved: 'flag of a document in memory that no client reads',
	__islocal: 'flag of a document in memory that no client reads',
	__onload: 'flag of a document in memory that no client reads',
	other_charges_calculation: 'HTML table for print formats, made from the charge rows that are compared',
};

export type Difference = { path: string; recorded: unknown; answered: unknown };

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every recorded value that the answer does not have; what the answer has beyond the recording is no difference. */
export function differences(recorded: unknown, answered: unknown, ignored: ReadonlySet<string>, path = ''): Difference[] {
	if (Array.isArray(recorded)) {
		if (!Array.isArray(answered) || answered.length !== recorded.length) return [{ path, recorded, answered }];
		return recorded.flatMap((entry: unknown, index) => differences(entry, answered[index], ignored, `${path}[${index}]`));
	}
	if (isObject(recorded)) {
		if (!isObject(answered)) return [{ path, recorded, answered }];
		const own = Object.entries(recorded).flatMap(([field, value]) => {
			const plain = `${path}.${field}`.replace(/\[\d+\]/g, '').replace(/^\./, '');
			if (field in EVERYWHERE || ignored.has(plain)) return [];
			return differences(value, answered[field], ignored, `${path}.${field}`);
		});
		return own;
	}
	return recorded === answered ? [] : [{ path, recorded, answered }];
}
