/** English groups thousands with a comma; an amount comes as its decimal text, which no float rounds. Pure. */
export function grouped(amount: string | number): string {
	const [whole = '', ...rest] = String(amount).split('.');
	return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}
