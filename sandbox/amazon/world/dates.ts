/** As Amazon writes them, e.g. `2026-11-24T12:00:00Z`. */
export function toIsoSeconds(ms: number): string {
	return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

export const toSecond = (ms: number) => Math.floor(ms / 1000) * 1000;
