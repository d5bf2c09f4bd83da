/** The 23 marketplaces: https://developer-docs.amazon.com/sp-api/docs/marketplace-ids (read 2026-11-24). */
export interface Marketplace {
	id: string;
	countryCode: string;
	name: string;
	domainName: string;
	currency: string;
	/** Amazon's default language code. */
	language: string;
	/** Whether prices shown to buyers hold the tax. */
	taxInPrice: boolean;
}

const rows: Array<[string, string, string, string, string]> = [
	['A2EUQ1WTGCTBG2', 'CA', 'amazon.ca', 'CAD', 'en_CA'],
	['ATVPDKIKX0DER', 'US', 'amazon.com', 'USD', 'en_US'],
	['A1AM78C64UM0Y8', 'MX', 'amazon.com.mx', 'MXN', 'es_MX'],
	['A2Q3Y263D00KWC', 'BR', 'amazon.com.br', 'BRL', 'pt_BR'],
	['A28R8C7NBKEWEA', 'IE', 'amazon.ie', 'EUR', 'en_IE'],
	['A1RKKUPIHCS9HS', 'ES', 'amazon.es', 'EUR', 'es_ES'],
	['A1F83G8C2ARO7P', 'GB', 'amazon.co.uk', 'GBP', 'en_GB'],
	['A13V1IB3VIYZZH', 'FR', 'amazon.fr', 'EUR', 'fr_FR'],
	['AMEN7PMS3EDWL', 'BE', 'amazon.com.be', 'EUR', 'fr_BE'],
	['A1805IZSGTT6HS', 'NL', 'amazon.nl', 'EUR', 'nl_NL'],
	['A1PA6795UKMFR9', 'DE', 'amazon.de', 'EUR', 'de_DE'],
	['APJ6JRA9NG5V4', 'IT', 'amazon.it', 'EUR', 'it_IT'],
	['A2NODRKZP88ZB9', 'SE', 'amazon.se', 'SEK', 'sv_SE'],
	['AE08WJ6YKNBMC', 'ZA', 'amazon.co.za', 'ZAR', 'en_ZA'],
	['A1C3SOZRARQ6R3', 'PL', 'amazon.pl', 'PLN', 'pl_PL'],
	['ARBP9OOSHTCHU', 'EG', 'amazon.eg', 'EGP', 'ar_EG'],
	['A33AVAJ2PDY3EV', 'TR', 'amazon.com.tr', 'TRY', 'tr_TR'],
	['A17E79C6D8DWNP', 'SA', 'amazon.sa', 'SAR', 'ar_SA'],
	['A2VIGQ35RCS4UG', 'AE', 'amazon.ae', 'AED', 'en_AE'],
	['A21TJRUUN4KGV', 'IN', 'amazon.in', 'INR', 'en_IN'],
	['A19VAU5U5O7RUS', 'SG', 'amazon.sg', 'SGD', 'en_SG'],
	['A39IBJ37TRP1C6', 'AU', 'amazon.com.au', 'AUD', 'en_AU'],
	['A1VC38T7YXB528', 'JP', 'amazon.co.jp', 'JPY', 'ja_JP'],
];

export const MARKETPLACES: readonly Marketplace[] = rows.map(([id, countryCode, domain, currency, language]) => ({
	id,
	countryCode,
	name: `Amazon${domain.slice('amazon'.length)}`,
	domainName: `www.${domain}`,
	currency,
	language,
	taxInPrice: countryCode !== 'US' && countryCode !== 'CA',
}));

/** Takes a marketplace id or a country code (also Amazon's `UK`). */
export function fetchMarketplace(idOrCountry: string): Marketplace {
	const wanted = idOrCountry === 'UK' ? 'GB' : idOrCountry;
	const found = MARKETPLACES.find((marketplace) => marketplace.id === wanted || marketplace.countryCode === wanted);
	if (!found) throw new Error(`There is no Amazon marketplace '${idOrCountry}'`);
	return found;
}
