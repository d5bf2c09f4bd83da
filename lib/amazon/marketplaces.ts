/**
 * Amazon's 23 marketplaces. To add one, add its line.
 * Ids and regions: https://developer-docs.amazon.com/sp-api/docs/marketplace-ids and
 * https://developer-docs.amazon.com/sp-api/docs/sp-api-endpoints (both read 2026-11-24).
 */

export type AmazonRegion = 'na' | 'eu' | 'fe';

export interface Marketplace {
	/** ISO 3166-1 code; Amazon itself writes `UK` for `GB`, both are understood. */
	country: string;
	countryName: string;
	marketplaceId: string;
	region: AmazonRegion;
	/** ISO 4217. */
	currency: string;
	domain: string;
}

type Row = [string, string, string, AmazonRegion, string, string];

const ROWS: Row[] = [
	['AE', 'United Arab Emirates', 'A2VIGQ35RCS4UG', 'eu', 'AED', 'amazon.ae'],
	['AU', 'Australia', 'A39IBJ37TRP1C6', 'fe', 'AUD', 'amazon.com.au'],
	['BE', 'Belgium', 'AMEN7PMS3EDWL', 'eu', 'EUR', 'amazon.com.be'],
	['BR', 'Brazil', 'A2Q3Y263D00KWC', 'na', 'BRL', 'amazon.com.br'],
	['CA', 'Canada', 'A2EUQ1WTGCTBG2', 'na', 'CAD', 'amazon.ca'],
	['DE', 'Germany', 'A1PA6795UKMFR9', 'eu', 'EUR', 'amazon.de'],
	['EG', 'Egypt', 'ARBP9OOSHTCHU', 'eu', 'EGP', 'amazon.eg'],
	['ES', 'Spain', 'A1RKKUPIHCS9HS', 'eu', 'EUR', 'amazon.es'],
	['FR', 'France', 'A13V1IB3VIYZZH', 'eu', 'EUR', 'amazon.fr'],
	['GB', 'United Kingdom', 'A1F83G8C2ARO7P', 'eu', 'GBP', 'amazon.co.uk'],
	['IE', 'Ireland', 'A28R8C7NBKEWEA', 'eu', 'EUR', 'amazon.ie'],
	['IN', 'India', 'A21TJRUUN4KGV', 'eu', 'INR', 'amazon.in'],
	['IT', 'Italy', 'APJ6JRA9NG5V4', 'eu', 'EUR', 'amazon.it'],
	['JP', 'Japan', 'A1VC38T7YXB528', 'fe', 'JPY', 'amazon.co.jp'],
	['MX', 'Mexico', 'A1AM78C64UM0Y8', 'na', 'MXN', 'amazon.com.mx'],
	['NL', 'Netherlands', 'A1805IZSGTT6HS', 'eu', 'EUR', 'amazon.nl'],
	['PL', 'Poland', 'A1C3SOZRARQ6R3', 'eu', 'PLN', 'amazon.pl'],
	['SA', 'Saudi Arabia', 'A17E79C6D8DWNP', 'eu', 'SAR', 'amazon.sa'],
	['SE', 'Sweden', 'A2NODRKZP88ZB9', 'eu', 'SEK', 'amazon.se'],
	['SG', 'Singapore', 'A19VAU5U5O7RUS', 'fe', 'SGD', 'amazon.sg'],
	['TR', 'Turkey', 'A33AVAJ2PDY3EV', 'eu', 'TRY', 'amazon.com.tr'],
	['US', 'United States', 'ATVPDKIKX0DER', 'na', 'USD', 'amazon.com'],
	['ZA', 'South Africa', 'AE08WJ6YKNBMC', 'eu', 'ZAR', 'amazon.co.za'],
];

export const MARKETPLACES: readonly Marketplace[] = ROWS.map(
	([country, countryName, marketplaceId, region, currency, domain]) => ({ country, countryName, marketplaceId, region, currency, domain }),
);

/** Login with Amazon; one address for every region and for Amazon's own sandbox. */
export const LWA_TOKEN_URL = 'https://api.amazon.com/auth/o2/token';
/** Path of the token address, which a local sandbox serves too. */
export const LWA_TOKEN_PATH = '/auth/o2/token';

/** Pure. Understands ISO codes in any case and Amazon's `UK`. */
export function marketplaceByCountry(country: string): Marketplace | undefined {
	const code = country.trim().toUpperCase();
	const iso = code === 'UK' ? 'GB' : code;
	return MARKETPLACES.find((marketplace) => marketplace.country === iso);
}

/** Pure. */
export function marketplaceById(marketplaceId: string): Marketplace | undefined {
	return MARKETPLACES.find((marketplace) => marketplace.marketplaceId === marketplaceId);
}
