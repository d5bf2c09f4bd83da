/** What the invented sellers sell. Names in English, German and Japanese; other shops show the English ones. */
export interface ProductKind {
	productType: string;
	names: { en: string; de: string; ja: string };
	/** Browse classification, the most general first: name and id. */
	classification: Array<[string, string]>;
	/** Dollars. */
	price: [number, number];
	weightGrams: [number, number];
	sizes: string[];
	features: string[];
}

const KITCHEN: [string, string] = ['Home & Kitchen', '1055398'];
const DINING: [string, string] = ['Kitchen & Dining', '284507'];
const OFFICE: [string, string] = ['Office Products', '1064954'];
const SPORTS: [string, string] = ['Sports & Outdoors', '3375251'];
const ELECTRONICS: [string, string] = ['Electronics', '172282'];

export const PRODUCT_KINDS: readonly ProductKind[] = [
	{ productType: 'ELECTRIC_KETTLE', names: { en: 'Electric Kettle', de: 'Wasserkocher', ja: '電気ケトル' }, classification: [KITCHEN, DINING, ['Electric Kettles', '13838481']], price: [24, 79], weightGrams: [900, 1600], sizes: ['1.0 L', '1.5 L', '1.7 L'], features: ['BPA free', 'keeps warm for 30 minutes', 'quiet boil'] },
	{ productType: 'COFFEE_MAKER', names: { en: 'Pour Over Coffee Maker', de: 'Handfilter für Kaffee', ja: 'コーヒードリッパー' }, classification: [KITCHEN, DINING, ['Pour Over Coffee Makers', '14042401']], price: [15, 49], weightGrams: [300, 900], sizes: ['400 ml', '800 ml'], features: ['with steel filter', 'borosilicate glass'] },
	{ productType: 'KITCHEN_KNIFE', names: { en: "Chef's Knife", de: 'Kochmesser', ja: '三徳包丁' }, classification: [KITCHEN, DINING, ["Chef's Knives", '289857']], price: [19, 129], weightGrams: [150, 320], sizes: ['6 inch', '8 inch', '10 inch'], features: ['high carbon steel', 'full tang', 'with blade guard'] },
	{ productType: 'FOOD_STORAGE_CONTAINER', names: { en: 'Food Storage Containers', de: 'Frischhaltedosen', ja: '保存容器' }, classification: [KITCHEN, DINING, ['Food Containers', '13217501']], price: [12, 45], weightGrams: [400, 2200], sizes: ['Set of 5', 'Set of 10', 'Set of 16'], features: ['airtight', 'dishwasher safe', 'stackable'] },
	{ productType: 'TOWEL', names: { en: 'Bath Towel', de: 'Badetuch', ja: 'バスタオル' }, classification: [KITCHEN, ['Bath', '1063236'], ['Bath Towels', '1199122']], price: [9, 39], weightGrams: [350, 800], sizes: ['70 x 140 cm', '80 x 160 cm', '2 Pack'], features: ['100 % cotton', 'quick drying'] },
	{ productType: 'DESK_LAMP', names: { en: 'LED Desk Lamp', de: 'LED-Schreibtischlampe', ja: 'LEDデスクライト' }, classification: [['Tools & Home Improvement', '228013'], ['Lighting', '495224'], ['Desk Lamps', '1063292']], price: [18, 89], weightGrams: [700, 1900], sizes: ['One Size'], features: ['five brightness levels', 'USB charging port', 'eye caring'] },
	{ productType: 'NOTEBOOK', names: { en: 'Hardcover Notebook', de: 'Notizbuch mit festem Einband', ja: 'ハードカバーノート' }, classification: [OFFICE, ['Paper', '1069664'], ['Hardcover Executive Notebooks', '1069698']], price: [7, 24], weightGrams: [180, 420], sizes: ['A5', 'A4', 'B6'], features: ['dotted, 240 pages', 'ruled, 192 pages', '120 g/m² paper'] },
	{ productType: 'PEN', names: { en: 'Gel Pens', de: 'Gelstifte', ja: 'ゲルインクボールペン' }, classification: [OFFICE, ['Writing', '1069784'], ['Gel Ink Pens', '1069808']], price: [5, 19], weightGrams: [60, 260], sizes: ['6 Pack', '12 Pack', '24 Pack'], features: ['0.5 mm', '0.7 mm', 'smear proof'] },
	{ productType: 'WATER_BOTTLE', names: { en: 'Insulated Water Bottle', de: 'Isolierte Trinkflasche', ja: '真空断熱ボトル' }, classification: [SPORTS, ['Sports Water Bottles', '3395091']], price: [14, 42], weightGrams: [250, 600], sizes: ['500 ml', '750 ml', '1 L'], features: ['leak proof', 'cold for 24 hours'] },
	{ productType: 'EXERCISE_MAT', names: { en: 'Yoga Mat', de: 'Yogamatte', ja: 'ヨガマット' }, classification: [SPORTS, ['Exercise & Fitness', '3407731'], ['Yoga Mats', '3422251']], price: [19, 69], weightGrams: [900, 2600], sizes: ['4 mm', '6 mm', '10 mm'], features: ['non slip', 'with carrying strap'] },
	{ productType: 'HEADPHONES', names: { en: 'Wireless Headphones', de: 'Kabellose Kopfhörer', ja: 'ワイヤレスヘッドホン' }, classification: [ELECTRONICS, ['Headphones', '172541'], ['Over-Ear Headphones', '12097479011']], price: [29, 199], weightGrams: [180, 420], sizes: ['One Size'], features: ['40 hours of battery', 'active noise cancelling', 'foldable'] },
	{ productType: 'CHARGING_ADAPTER', names: { en: 'USB-C Charger', de: 'USB-C-Ladegerät', ja: 'USB-C充電器' }, classification: [ELECTRONICS, ['Chargers & Power Adapters', '281407'], ['Wall Chargers', '12557639011']], price: [12, 59], weightGrams: [60, 240], sizes: ['30 W', '65 W', '100 W'], features: ['two ports', 'GaN'] },
	{ productType: 'PET_TOY', names: { en: 'Dog Chew Toy', de: 'Kauspielzeug für Hunde', ja: '犬用おもちゃ' }, classification: [['Pet Supplies', '2619533011'], ['Dogs', '2975312011'], ['Dog Chew Toys', '2975415011']], price: [6, 25], weightGrams: [80, 400], sizes: ['S', 'M', 'L'], features: ['natural rubber', 'for strong chewers'] },
	{ productType: 'BACKPACK', names: { en: 'Laptop Backpack', de: 'Laptop-Rucksack', ja: 'ノートパソコン用リュック' }, classification: [['Clothing, Shoes & Jewelry', '7141123011'], ['Luggage & Travel Gear', '9479199011'], ['Laptop Backpacks', '15744111']], price: [29, 119], weightGrams: [600, 1400], sizes: ['15.6 inch', '17 inch'], features: ['water repellent', 'with rain cover', 'anti theft pocket'] },
];

export const BRANDS = ['Nordhaven', 'Kestrel & Co.', 'Brightwell', 'Tamura', 'Alpenrose', 'Oakline', 'Mirò Casa', 'Fjällvind'] as const;

export const COLORS: ReadonlyArray<{ code: string; en: string; de: string; ja: string }> = [
	{ code: 'BLK', en: 'Black', de: 'Schwarz', ja: 'ブラック' },
	{ code: 'WHT', en: 'White', de: 'Weiß', ja: 'ホワイト' },
	{ code: 'RED', en: 'Red', de: 'Rot', ja: 'レッド' },
	{ code: 'BLU', en: 'Navy Blue', de: 'Marineblau', ja: 'ネイビー' },
	{ code: 'GRN', en: 'Sage Green', de: 'Salbeigrün', ja: 'グリーン' },
	{ code: 'GRY', en: 'Slate Grey', de: 'Schiefergrau', ja: 'グレー' },
];
