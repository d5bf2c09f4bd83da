import * as iconv from 'iconv-lite';

/**
 * Text into the code pages that Amazon still writes reports in. What a page cannot hold becomes a question mark, as
 * sellers see it: https://github.com/amzn/selling-partner-api-models/issues/4888.
 */
export interface Charset {
	/** As Amazon writes it in Content-Type: https://github.com/jrl84/amazon-sp-api/issues/144. */
	label: string;
	encode(text: string): Buffer;
}

/** North America gets UTF-8, Europe Cp1252, Japan Shift_JIS with Microsoft's additions. */
export function charsetOf(countryCode: string): Charset {
	if (countryCode === 'JP') return SHIFT_JIS;
	return UTF8_COUNTRIES.includes(countryCode) ? UTF8 : CP1252;
}

const UTF8_COUNTRIES = ['US', 'CA', 'MX', 'BR', 'AU', 'SG', 'IN', 'AE', 'SA', 'EG', 'ZA', 'TR'];
const UTF8 = charset('utf8');
const CP1252 = charset('Cp1252');
const SHIFT_JIS = charset('Shift_JIS');

function charset(label: string): Charset {
	return { label, encode: (text) => iconv.encode(text, label) };
}
