import { toLooseName } from '../../../lib/erpnext/looseName';

describe('toLooseName', () => {
	it.each([
		['SKU-1', 'sku-1'],
		['SKU-1', 'SKU-1  '],
		['SKÜ-1', 'sku-1'],
		['ＡＢＣ', 'abc'],
		['Straße', 'STRASSE'],
		['Œuvre', 'oeuvre'],
		['ΟΔΟΣ', 'οδος'],
		['İZMİR', 'izmir'],
		['ひろし', 'ヒロシ'],
		['ﾎﾞﾀﾝ', 'ボタン'],
		['A😀', 'a😁'],
	])('holds %s and %s equal', (a, b) => {
		expect(toLooseName(a)).toBe(toLooseName(b));
	});

	it.each([
		['KIRMIZI', 'kırmızı'],
		['SØR', 'SOR'],
		['Łódź', 'Lodz'],
		['ÆRØ', 'AERO'],
		['कि', 'का'],
	])('tells %s and %s apart', (a, b) => {
		expect(toLooseName(a)).not.toBe(toLooseName(b));
	});

	it('tells leading blanks and other signs apart', () => {
		expect(new Set(['A', ' A', 'A-', 'A/', 'B', '李雷', '李明'].map(toLooseName)).size).toBe(7);
	});
});
