import type { AmazonCatalogItem } from '../../../lib/amazon/types';
import { hasRightCheckDigit, toItemBarcode } from '../../../lib/mapping/toItemBarcodes';
import { sampleSku, US } from '../sync/items/sampleSku';

const identifiers = (...pairs: Array<[string, string]>): Partial<AmazonCatalogItem> => ({
	identifiers: [{ marketplaceId: US, identifiers: pairs.map(([identifierType, identifier]) => ({ identifierType, identifier })) }],
});
const barcodeOf = (...pairs: Array<[string, string]>) => {
	const { listing, catalogItem } = sampleSku({ sku: 'S', catalogItem: identifiers(...pairs) });
	return toItemBarcode(listing, catalogItem, US);
};

describe('barcode', () => {
	it.each([
		['4006381333931', true],
		['96385074', true],
		['887276302195', true],
		['4006381333932', false],
		['124', false],
	])('finds the check digit of %s right: %s', (digits, isRight) => {
		expect(hasRightCheckDigit(digits)).toBe(isRight);
	});

	it('takes one barcode where Amazon gives one number in three forms', () => {
		const one = barcodeOf(['EAN', '0887276302195'], ['GTIN', '00887276302195'], ['UPC', '887276302195']);
		expect(one).toEqual({ barcode: '887276302195', barcode_type: 'UPC-A' });
	});

	it('takes EAN-13, EAN-8 and GTIN-14', () => {
		expect(barcodeOf(['EAN', '4006381333931'])).toEqual({ barcode: '4006381333931', barcode_type: 'EAN' });
		expect(barcodeOf(['EAN', '96385074'])).toEqual({ barcode: '96385074', barcode_type: 'EAN' });
		expect(barcodeOf(['GTIN', '14006381333938'])).toEqual({ barcode: '14006381333938', barcode_type: '' });
	});

	it('leaves out wrong check digits, UPC-E, texts and zeros', () => {
		expect(barcodeOf(['EAN', '4006381333932'], ['UPC', '96385074'], ['EAN', 'EXEMPT'], ['EAN', '0000000000000'])).toBeUndefined();
	});

	it('goes on to the next identifier when the first is wrong', () => {
		expect(barcodeOf(['EAN', '4006381333932'], ['UPC', '887276302195'])?.barcode).toBe('887276302195');
	});

	it('reads the identifier of the listing where the catalogue has none', () => {
		const externally_assigned_product_identifier = [{ type: 'ean', value: '4006381333931', marketplace_id: US }];
		const { listing } = sampleSku({ sku: 'S', listing: { attributes: { externally_assigned_product_identifier } } });
		expect(toItemBarcode(listing, undefined, US)?.barcode).toBe('4006381333931');
	});
});
