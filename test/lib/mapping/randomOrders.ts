import * as fc from 'fast-check';

/** What Amazon leaves out of an order's money. */
export const SHAPES = [
	'complete',
	'noUnitPrices',
	'noLineTotals',
	'noItemPart',
	'noBreakdowns',
	'unitPricesOnly',
	'orderBreakdownsOnly',
	'chargesAtOrderOnly',
	'breakdownsOfOneLineOnly',
	'onePartMissing',
	'noGrandTotal',
] as const;
export type Shape = (typeof SHAPES)[number];

export interface Line {
	/** Units that the money is for. */
	quantity: number;
	/** In the currency's smallest coins, as are all amounts here. */
	item: number;
	shipping: number;
	giftWrap: number;
	codFee: number;
	other: number;
	tax: number;
	discount: number;
	isFacilitator: boolean;
	/** Units that were ordered besides and cancelled since; not part of the money. */
	cancelledUnits: number;
}

/** How an order came to be: the amounts themselves, and the way in which Amazon writes them down. */
export interface Plan {
	currency: { code: string; decimals: number; marketplaceId: string };
	lines: Line[];
	cancelled: 'none' | 'quantity0' | 'executed';
	tip: number;
	isTipIn: boolean;
	isTaxOnTop: boolean;
	discount: 'positive' | 'negative' | 'mixed' | 'inside';
	isTaxDetailed: boolean;
	isWithheld: boolean;
	/** Parts carry this many digits more than the currency has; totals do not. */
	extraDigits: 0 | 2;
	extraShare: number;
	shape: Shape;
	missing: number;
	/** "10.00", "10" and "10.0000" are one amount. */
	written: 'plain' | 'bare' | 'long';
	isLowerCase: boolean;
	/** OTHER, or a kind that the model does not name. */
	otherKind: 'OTHER' | 'RECYCLING_FEE';
	taxHandling: 'amazonAmounts' | 'none' | 'templateOnTop' | 'templateInside';
	isFacilitatorShown: boolean;
}

export const CURRENCIES = [
	{ code: 'USD', decimals: 2, marketplaceId: 'ATVPDKIKX0DER' },
	{ code: 'EUR', decimals: 2, marketplaceId: 'A1PA6795UKMFR9' },
	{ code: 'GBP', decimals: 2, marketplaceId: 'A1F83G8C2ARO7P' },
	{ code: 'JPY', decimals: 0, marketplaceId: 'A1VC38T7YXB528' },
	{ code: 'KRW', decimals: 0, marketplaceId: 'A17E79C6D8DWNP' },
	{ code: 'KWD', decimals: 3, marketplaceId: 'A17E79C6D8DWNP' },
];

const sometimes = (max: number): fc.Arbitrary<number> => fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max }) });

const line: fc.Arbitrary<Line> = fc
	.record({
		quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 5000 })),
		item: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 9, arbitrary: fc.integer({ min: 1, max: 9_999_999 }) }),
		isUnitPriced: fc.boolean(),
		shipping: sometimes(2_000),
		giftWrap: sometimes(900),
		codFee: sometimes(400),
		other: sometimes(300),
		taxShare: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 0.27, noNaN: true })),
		discountShare: fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0.001, max: 1, noNaN: true })),
		isFacilitator: fc.boolean(),
		cancelledUnits: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) }),
	})
	.map(({ isUnitPriced, taxShare, discountShare, ...rest }) => {
		// Half of the lines divide by their quantity, as they do at Amazon most of the time.
		const item = isUnitPriced ? rest.item - (rest.item % rest.quantity) : rest.item;
		const discount = Math.floor(item * discountShare);
		const tax = Math.floor((item + rest.shipping + rest.giftWrap + rest.codFee + rest.other - discount) * taxShare);
		return { ...rest, item, discount, tax };
	});

const FREE: Partial<Line> = { item: 0, shipping: 0, giftWrap: 0, codFee: 0, other: 0, tax: 0, discount: 0 };

const lines: fc.Arbitrary<Line[]> = fc
	.record({ all: fc.array(line, { minLength: 1, maxLength: 6 }), isFree: fc.constantFrom(...Array<boolean>(19).fill(false), true) })
	.map(({ all, isFree }) => (isFree ? all.map((one) => ({ ...one, ...FREE })) : all));

export const plan: fc.Arbitrary<Plan> = fc.record({
	currency: fc.constantFrom(...CURRENCIES),
	lines,
	cancelled: fc.constantFrom('none', 'none', 'quantity0', 'executed'),
	tip: sometimes(1_500),
	isTipIn: fc.boolean(),
	isTaxOnTop: fc.boolean(),
	discount: fc.constantFrom('positive', 'negative', 'mixed', 'inside'),
	isTaxDetailed: fc.boolean(),
	isWithheld: fc.constantFrom(false, false, false, false, true),
	extraDigits: fc.constantFrom(0, 0, 0, 2),
	extraShare: fc.integer({ min: -49, max: 49 }),
	shape: fc.oneof({ weight: 2, arbitrary: fc.constant<Shape>('complete') }, { weight: 3, arbitrary: fc.constantFrom(...SHAPES) }),
	missing: fc.nat(9),
	written: fc.constantFrom('plain', 'plain', 'bare', 'long'),
	isLowerCase: fc.constantFrom(false, false, false, true),
	otherKind: fc.constantFrom('OTHER', 'OTHER', 'RECYCLING_FEE'),
	taxHandling: fc.constantFrom('amazonAmounts', 'amazonAmounts', 'amazonAmounts', 'none', 'templateOnTop', 'templateInside'),
	isFacilitatorShown: fc.boolean(),
});
