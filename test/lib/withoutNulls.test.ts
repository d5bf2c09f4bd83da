import fc from 'fast-check';
import { withoutNulls } from '../../lib/withoutNulls';

const holdsNull = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'object' && Object.values(value).some(holdsNull));

describe('withoutNulls', () => {
	it('leaves out nulls at any depth, in lists too, and nothing else', () => {
		const given = { a: null, b: [1, null, { c: null, d: '' }], e: { f: null }, g: 0, h: false };
		expect(withoutNulls(given)).toStrictEqual({ b: [1, { d: '' }], e: {}, g: 0, h: false });
		expect(given.b).toHaveLength(3);
		expect(withoutNulls(null)).toBeUndefined();
	});

	it('gives an equal copy of what holds no null, and one without nulls of anything', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				fc.pre(!JSON.stringify(value).includes('__proto__'));
				const copy = withoutNulls(value);
				if (copy !== undefined) expect(holdsNull(copy)).toBe(false);
				if (!holdsNull(value)) expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
			}),
		);
	});

	it('gives no prototype to what it copies', () => {
		expect(Object.getPrototypeOf(withoutNulls(JSON.parse('{"__proto__":{"isAdmin":true}}')))).toBe(Object.prototype);
	});
});
