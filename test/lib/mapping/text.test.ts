import { distinct, lengthOf, shorten, toName, toPlainLine } from '../../../lib/mapping/text';

describe('texts of people', () => {
	it('lose halves of characters and control characters, nothing else', () => {
		expect(toPlainLine('Jane\ud83d Doe\u0000\u0007')).toBe('Jane Doe');
		expect(toPlainLine('👩🏽‍🚀 \u200fمحمد\u200f')).toBe('👩🏽‍🚀 \u200fمحمد\u200f');
	});

	it('have one blank where there were several of any kind', () => {
		expect(toPlainLine('\t Jane\r\n\u00a0\u3000Doe  ')).toBe('Jane Doe');
	});

	it('are nothing when nothing is left', () => {
		expect([toPlainLine(' \n'), toPlainLine(''), toPlainLine(undefined), toPlainLine(null)]).toEqual([undefined, undefined, undefined, undefined]);
	});

	it('take look-alikes for the brackets that ERPNext refuses in names', () => {
		expect(toName('<b>Jane</b>')).toBe('‹b›Jane‹/b›');
	});

	it('are counted in characters, not in halves of them', () => {
		expect(lengthOf('🎁🎁')).toBe(2);
	});

	it('are cut between letters, never between a letter and its accent, nor at a blank', () => {
		expect(shorten('abcdef', 3)).toBe('abc');
		expect(shorten('Zoe\u0308x', 3)).toBe('Zo');
		expect(shorten('ab cd', 3)).toBe('ab');
		expect(shorten('👨‍👩‍👧👨‍👩‍👧', 6)).toBe('👨‍👩‍👧');
	});

	it('stay as they are when short enough', () => {
		expect(shorten('🎁'.repeat(140), 140)).toBe('🎁'.repeat(140));
	});

	it('count once whatever their case', () => {
		expect(distinct(['Acme', undefined, 'ACME', 'Other'])).toEqual(['Acme', 'Other']);
	});
});
