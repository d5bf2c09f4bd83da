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
	/** IANA zone of the shop; of several, the one in which Amazon reports or most people live. */
	timeZone: string;
}

type Row = [string, string, string, AmazonRegion, string, string, string];

const ROWS: Row[] = [
	['AE', 'United Arab Emirates', 'A2VIGQ35RCS4UG', 'eu', 'AED', 'amazon.ae', 'Asia/Dubai'],
	['AU', 'Australia', 'A39IBJ37TRP1C6', 'fe', 'AUD', 'amazon.com.au', 'Australia/Sydney'],
	['BE', 'Belgium', 'AMEN7PMS3EDWL', 'eu', 'EUR', 'amazon.com.be', 'Europe/Brussels'],
	['BR', 'Brazil', 'A2Q3Y263D00KWC', 'na', 'BRL', 'amazon.com.br', 'America/Sao_Paulo'],
	['CA', 'Canada', 'A2EUQ1WTGCTBG2', 'na', 'CAD', 'amazon.ca', 'America/Toronto'],
	['DE', 'Germany', 'A1PA6795UKMFR9', 'eu', 'EUR', 'amazon.de', 'Europe/Berlin'],
	['EG', 'Egypt', 'ARBP9OOSHTCHU', 'eu', 'EGP', 'amazon.eg', 'Africa/Cairo'],
	['ES', 'Spain', 'A1RKKUPIHCS9HS', 'eu', 'EUR', 'amazon.es', 'Europe/Madrid'],
	['FR', 'France', 'A13V1IB3VIYZZH', 'eu', 'EUR', 'amazon.fr', 'Europe/Paris'],
	['GB', 'United Kingdom', 'A1F83G8C2ARO7P', 'eu', 'GBP', 'amazon.co.uk', 'Europe/London'],
	['IE', 'Ireland', 'A28R8C7NBKEWEA', 'eu', 'EUR', 'amazon.ie', 'Europe/Dublin'],
	['IN', 'India', 'A21TJRUUN4KGV', 'eu', 'INR', 'amazon.in', 'Asia/Kolkata'],
	['IT', 'Italy', 'APJ6JRA9NG5V4', 'eu', 'EUR', 'amazon.it', 'Europe/Rome'],
	['JP', 'Japan', 'A1VC38T7YXB528', 'fe', 'JPY', 'amazon.co.jp', 'Asia/Tokyo'],
	['MX', 'Mexico', 'A1AM78C64UM0Y8', 'na', 'MXN', 'amazon.com.mx', 'America/Mexico_City'],
	['NL', 'Netherlands', 'A1805IZSGTT6HS', 'eu', 'EUR', 'amazon.nl', 'Europe/Amsterdam'],
	['PL', 'Poland', 'A1C3SOZRARQ6R3', 'eu', 'PLN', 'amazon.pl', 'Europe/Warsaw'],
	['SA', 'Saudi Arabia', 'A17E79C6D8DWNP', 'eu', 'SAR', 'amazon.sa', 'Asia/Riyadh'],
	['SE', 'Sweden', 'A2NODRKZP88ZB9', 'eu', 'SEK', 'amazon.se', 'Europe/Stockholm'],
	['SG', 'Singapore', 'A19VAU5U5O7RUS', 'fe', 'SGD', 'amazon.sg', 'Asia/Singapore'],
	['TR', 'Turkey', 'A33AVAJ2PDY3EV', 'eu', 'TRY', 'amazon.com.tr', 'Europe/Istanbul'],
	['US', 'United States', 'ATVPDKIKX0DER', 'na', 'USD', 'amazon.com', 'America/Los_Angeles'],
	['ZA', 'South Africa', 'AE08WJ6YKNBMC', 'eu', 'ZAR', 'amazon.co.za', 'Africa/Johannesburg'],
];

export const MARKETPLACES: readonly Marketplace[] = ROWS.map(
	([country, countryName, marketplaceId, region, currency, domain, timeZone]) => ({
		country,
		countryName,
		marketplaceId,
		region,
		currency,
		domain,
		timeZone,
	}),
);

/** Hosts as `amazon-sp-api` addresses them; its `use_sandbox` chooses the second. */
export const REGION_ENDPOINTS: Readonly<Record<AmazonRegion, { production: string; sandbox: string }>> = {
	na: { production: 'sellingpartnerapi-na.amazon.com', sandbox: 'sandbox.sellingpartnerapi-na.amazon.com' },
	eu: { production: 'sellingpartnerapi-eu.amazon.com', sandbox: 'sandbox.sellingpartnerapi-eu.amazon.com' },
	fe: { production: 'sellingpartnerapi-fe.amazon.com', sandbox: 'sandbox.sellingpartnerapi-fe.amazon.com' },
};

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
