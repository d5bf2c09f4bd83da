import { MARKETPLACES } from '../../../lib/amazon/marketplaces';
import { fetchCountryNames } from '../../../lib/erpnext/countries';
import { toCountry, toCountryCodes } from '../../../lib/mapping/countryCodes';
import { withErpSite } from '../sync/orders/erpSite';

/** Codes that Amazon writes beside ISO 3166-1's, and territories that sellers ship to as if they were countries. */
const BESIDE_ISO = ['UK', 'XI', 'EL', 'IC', 'PR', 'GU', 'VI', 'AX', 'GG', 'JE', 'IM', 'GI', 'RE', 'GP', 'MQ', 'BL', 'SX', 'HK', 'MO', 'TW'];

describe('country codes of Amazon', () => {
	it('each lead to a country that ERPNext has', async () => {
		await withErpSite(async ({ erp, sandbox }) => {
			const names = await fetchCountryNames(erp);
			const codes = [...MARKETPLACES.map(({ country }) => country), ...BESIDE_ISO, ...Object.keys(names)];
			expect(codes.filter((code) => !toCountry(code, names))).toEqual([]);
			const found = new Set(sandbox.site.docs('Country').map((doc) => doc.name));
			expect(codes.filter((code) => !found.has(toCountry(code, names)))).toEqual([]);
			expect(codes.length).toBeGreaterThan(240);
		});
	});

	it('are read in small letters and with blanks, and one that ERPNext lacks leads nowhere', () => {
		const names = { GB: 'United Kingdom', ES: 'Spain' };
		expect([' gb', 'uk ', 'Ic'].map((code) => toCountry(code, names))).toEqual(['United Kingdom', 'United Kingdom', 'Spain']);
		expect([toCountry('XK', names), toCountry('', names), toCountry(undefined, names)]).toEqual([undefined, undefined, undefined]);
		expect(toCountryCodes('el')).toEqual(['EL', 'GR']);
	});
});
