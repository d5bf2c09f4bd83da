import { readHeader, toReportedListing } from '../../../lib/amazon/listingReport';
import { reportRows } from '../../../lib/amazon/reportRows';

async function rowsOf(text: string, pieceLength = 7): Promise<string[][]> {
	async function* pieces() {
		for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
	}
	const rows: string[][] = [];
	for await (const { fields } of reportRows(pieces())) rows.push(fields);
	return rows;
}

describe('reportRows', () => {
	it('reads rows with either line end, whatever pieces they come in', async () => {
		const text = 'sku\tname\r\nA\tOne\r\nB\tTwo\nC\t\n';
		const expected = [['sku', 'name'], ['A', 'One'], ['B', 'Two'], ['C', '']];
		for (const length of [1, 2, 3, 1000]) expect(await rowsOf(text, length)).toEqual(expected);
	});
	it('reads a last row without line end, and nothing after blank lines', async () => {
		expect(await rowsOf('a\tb\n1\t2')).toEqual([['a', 'b'], ['1', '2']]);
		expect(await rowsOf('a\tb\n1\t2\n\n\n')).toEqual([['a', 'b'], ['1', '2']]);
		expect(await rowsOf('')).toEqual([]);
	});
	it('takes a byte order mark off', async () => {
		expect(await rowsOf('\uFEFFsku\tname\nA\t1\n')).toEqual([['sku', 'name'], ['A', '1']]);
	});
	it('keeps quotes inside bare fields', async () => {
		expect(await rowsOf('sku\tname\nA\t12" kettle\nB\t"Best" kettle\nC\tsay ""hi""\n')).toEqual([
			['sku', 'name'], ['A', '12" kettle'], ['B', '"Best" kettle'], ['C', 'say ""hi""'],
		]);
	});
	it('unwraps fields with tabs, line ends and doubled quotes inside', async () => {
		expect(await rowsOf('sku\tname\tx\nA\t"one\ttwo"\t1\nB\t"first\nsecond"\t2\nC\t"a ""b"" c"\t3\n')).toEqual([
			['sku', 'name', 'x'], ['A', 'one\ttwo', '1'], ['B', 'first\nsecond', '2'], ['C', 'a "b" c', '3'],
		]);
	});
	it('loses no row after a quote that never closes', async () => {
		const rows = Array.from({ length: 200 }, (_, index) => `S${index}\tx`);
		const read = await rowsOf(`sku\tname\n"open\tx\textra\n${rows.join('\n')}\n`, 1000);
		expect(read).toHaveLength(202);
		expect(read.at(-1)).toEqual(['S199', 'x']);
	});
	it('keeps rows with fewer or more fields than the header as they are', async () => {
		expect(await rowsOf('a\tb\n1\n1\t2\t3\n4\t5\n')).toEqual([['a', 'b'], ['1'], ['1', '2', '3'], ['4', '5']]);
	});
});

const DE = { marketplaceId: 'A1PA6795UKMFR9', currency: 'EUR' };

function listingOf(header: string, row: string) {
	const columns = readHeader(header.split('\t'));
	return columns && toReportedListing(row.split('\t'), columns, DE);
}

describe('the listings report', () => {
	it.each([
		['English', 'item-name\tseller-sku\tprice\tquantity\tasin1\tfulfillment-channel\tstatus', 'Active'],
		['British', 'item-name\tseller-sku\tprice\tquantity\tasin1\tfulfilment-channel\tstatus', 'Active'],
		['German', 'Artikelbezeichnung\tHändler-SKU\tPreis\tMenge\tASIN 1\tVersender\tStatus', 'Active'],
		['French', 'nom-produit\tsku-vendeur\tprix\tquantité\tasin1\tcanal-traitement\tétat', 'Active'],
		['Italian', "Nome dell'articolo\tSKU venditore\tPrezzo\tQuantità\tASIN 1\tCanale di gestione\tstato", 'Attivo'],
		['Spanish', 'Título del producto\tSKU del vendedor\tPrecio\tCantidad\tASIN 1\tCanal de gestión logística\testado', 'Activo'],
		['Polish', 'nazwa-produktu\tsku-sprzedawcy\tcena\tilość\tasin1\tkanał-realizacji\tstatus', 'Active'],
		['Turkish', 'item-name (ürün adı)\tseller-sku (satıcı sku)\tprice (fiyat)\tquantity (adet)\tasin1\tfulfillment-channel (dağıtım kanalı)\tdurum', 'Active'],
		['Arabic', 'اسم-المنتج\tsku-البائع\tالسعر\tالكمية\tasin1\tقناة-الشحن\tالحالة', 'Active'],
		['Japanese', '商品名\t出品者SKU\t価格\t数量\tASIN 1\tフルフィルメント・チャンネル\tステータス', 'Active'],
	])('is read under %s headers', (_language, header, active) => {
		expect(listingOf(header, `Kettle\t K/1 \t12.50\t7\tB01\tDEFAULT\t${active}`)).toEqual({
			sku: ' K/1 ',
			summaries: [{ marketplaceId: DE.marketplaceId, asin: 'B01', productType: '', status: ['BUYABLE', 'DISCOVERABLE'], itemName: 'Kettle', createdDate: '', lastUpdatedDate: '' }],
			offers: [{ marketplaceId: DE.marketplaceId, offerType: 'B2C', price: { currencyCode: 'EUR', amount: '12.50' } }],
			fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 7 }],
		});
	});

	it('finds the SKU under a header of a language not met yet, and refuses a header without one', () => {
		expect(readHeader(['x', 'Säljarens-SKU', 'y'])).toEqual({ 'seller-sku': 1 });
		expect(readHeader(['id', 'name'])).toBeUndefined();
	});

	it.each([
		['12.50', '12.50'],
		['12,5', '12.5'],
		['1.234,50', '1234.50'],
		['1,234.50', '1234.50'],
		['1,200', '1200'],
		['1200', '1200'],
		['3.141', '3.141'],
		['', undefined],
		['n/a', undefined],
	])('reads the price %j as %j', (written, amount) => {
		const listing = listingOf('sku\tprice\tstatus', `A\t${written}\tActive`);
		expect(listing?.offers?.[0]?.price.amount).toBe(amount);
	});

	it.each([
		['Active', '5', 'DEFAULT', ['BUYABLE', 'DISCOVERABLE']],
		['Active', '0', 'DEFAULT', ['DISCOVERABLE']],
		['Active', '', 'AMAZON_EU', ['BUYABLE', 'DISCOVERABLE']],
		['Inactive', '0', 'DEFAULT', []],
		['Incomplete', '', 'DEFAULT', []],
	])('reads status %s, quantity %j, channel %s as the search would tell it', (status, quantity, channel, expected) => {
		const listing = listingOf('sku\tprice\tquantity\tfulfillment-channel\tstatus', `A\t1.00\t${quantity}\t${channel}\t${status}`);
		expect(listing?.summaries?.[0]?.status).toEqual(expected);
	});

	it('takes nothing for active where the report has no column for it: the search is asked', () => {
		const listing = listingOf('sku\tprice', 'A\t1.00');
		expect(listing?.summaries?.[0]?.status).toEqual([]);
		expect(listing?.offers).toEqual([]);
	});

	it('takes the product id for the ASIN only where its type says so', () => {
		const asinOf = (type: string) => listingOf('sku\tproduct-id\tproduct-id-type', `A\tB0X\t${type}`)?.summaries?.[0]?.asin;
		expect([asinOf('1'), asinOf('4')]).toEqual(['B0X', undefined]);
	});

	it('leaves a row without SKU', () => {
		expect(listingOf('sku\tprice', ' \t1.00')).toBeUndefined();
	});
});
