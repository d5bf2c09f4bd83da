import { hash32, Random } from './random';

/** A buyer, with everything that Amazon could tell of one. */
export interface Person {
	name: string;
	email: string;
	companyName?: string;
	purchaseOrderNumber?: string;
	phone: string;
	addressLine1: string;
	addressLine2?: string;
	city: string;
	stateOrRegion?: string;
	districtOrCounty?: string;
	postalCode: string;
	countryCode: string;
}

interface Country {
	first: string[];
	last: string[];
	/** City, state or region, postal code. */
	cities: Array<[string, string, string]>;
	streets: string[];
	phone: string;
}

const COUNTRIES: Record<string, Country> = {
	US: {
		first: ['Maria', 'James', 'Aisha', 'Robert', 'Emily', 'Carlos', 'Linda', 'Wei'],
		last: ['Johnson', "O'Brien", 'García', 'Nguyen', 'Smith-Taylor', 'Kowalski', 'Lee', 'Washington'],
		cities: [['Seattle', 'WA', '98101'], ['Austin', 'TX', '78701'], ['Portland', 'OR', '97205'], ['Brooklyn', 'NY', '11201-3842'], ['San José', 'CA', '95112'], ['Miami', 'FL', '33130'], ['Concord', 'NH', '03301'], ['Chicago', 'IL', '60611']],
		streets: ['Main St', 'Oak Avenue', '5th Ave Apt 4B', 'Cedar Ln', 'W Elm Street # 12'], phone: '+1 206-555-01',
	},
	GB: {
		first: ['Oliver', 'Siobhán', 'Priya', 'Harry', 'Zoë', 'Callum'], last: ['Wilson', 'Patel', 'Thompson', 'MacLeod', 'Davies', 'Okafor'],
		cities: [['London', 'Greater London', 'SW1A 1AA'], ['Manchester', 'Greater Manchester', 'M1 2AB'], ['Edinburgh', 'Scotland', 'EH1 1YZ'], ['Cardiff', 'Wales', 'CF10 1EP']],
		streets: ['High Street', 'Church Lane', 'Flat 2, Victoria Road', 'The Crescent'], phone: '+44 20 7946 09',
	},
	DE: {
		first: ['Jürgen', 'Katharina', 'Lukas', 'Ömer', 'Anneliese', 'Björn'], last: ['Müller', 'Schäfer', 'Weiß', 'von der Heide', 'Yılmaz', 'Großmann'],
		cities: [['München', 'Bayern', '80331'], ['Köln', 'Nordrhein-Westfalen', '50667'], ['Berlin', '', '10115'], ['Görlitz', 'Sachsen', '02826']],
		streets: ['Hauptstraße', 'Am Mühlenbach', 'Königsallee', 'Lindenweg'], phone: '+49 30 901820',
	},
	FR: {
		first: ['Élodie', 'Jérôme', 'Camille', 'François', 'Inès'], last: ['Lefèvre', "D'Aubigné", 'Moreau', 'Benoît', 'Nguyễn'],
		cities: [['Paris', '', '75011'], ['Lyon', '', '69002'], ['Besançon', '', '25000']], streets: ['rue de la République', 'avenue Foch', 'impasse des Tilleuls'], phone: '+33 1 99 00 12 ',
	},
	IT: {
		first: ['Giulia', 'Niccolò', 'Chiara', 'Matteo'], last: ['Rossi', "Dell'Orto", 'Bianchi', 'Esposito'],
		cities: [['Milano', 'MI', '20121'], ['Forlì', 'FC', '47121'], ['Roma', 'RM', '00184']], streets: ['Via Garibaldi', 'Corso Italia', 'Piazza San Marco'], phone: '+39 02 5550 1',
	},
	ES: {
		first: ['Íñigo', 'Lucía', 'José María', 'Begoña'], last: ['Muñoz Pérez', 'Núñez', 'Fernández de la Vega', 'Ibáñez'],
		cities: [['Madrid', 'Madrid', '28013'], ['A Coruña', 'Galicia', '15001'], ['Cádiz', 'Andalucía', '11001']], streets: ['Calle Mayor', 'Avenida de la Constitución', 'Plaza España'], phone: '+34 910 555 1',
	},
	JP: {
		first: ['太郎', '花子', '健一', 'さくら', '翔太'], last: ['山田', '佐藤', '髙橋', '鈴木', '渡邉'],
		cities: [['渋谷区', '東京都', '150-0002'], ['大阪市北区', '大阪府', '530-0001'], ['札幌市中央区', '北海道', '060-0001']], streets: ['神南', '梅田', '大通西'], phone: '+81 3 5555 01',
	},
	PL: {
		first: ['Łukasz', 'Agnieszka', 'Grzegorz'], last: ['Wiśniewski', 'Żółkiewska', 'Dąbrowski'],
		cities: [['Łódź', 'łódzkie', '90-001'], ['Kraków', 'małopolskie', '30-001']], streets: ['ul. Długa', 'Aleja Róż'], phone: '+48 22 555 01 ',
	},
};

/** Living abroad, or writing as at home: names that strain encodings and collations. */
const NAMES_FROM_ELSEWHERE = ['李娜', 'Ольга Иванова', 'محمد العلي', 'Γιώργος Παπαδόπουλος', 'Trần Thị Hạnh', 'ÅSA ÖBERG', "Ana-Sofía d'Ávila", 'J', '김민준', 'Renée  O’Connor'];

export function makePerson(seed: number, buyerNumber: number, countryCode: string, emailDomain: string): Person {
	const random = new Random(seed, 'buyer', buyerNumber);
	const country = COUNTRIES[countryCode] ?? COUNTRIES['GB'];
	if (!country) throw new Error(`There are no people for '${countryCode}'`);
	const japanese = countryCode === 'JP';
	const first = random.pick(country.first);
	const last = random.pick(country.last);
	const ordinary = japanese ? `${last} ${first}` : `${first} ${last}`;
	const [city, stateOrRegion, postalCode] = random.pick(country.cities);
	const street = random.pick(country.streets);
	const houseNumber = random.integer(1, 240);
	const isBusiness = random.chance(0.05);
	const numberFirst = countryCode === 'US' || countryCode === 'GB' || countryCode === 'FR';
	return {
		name: random.chance(0.06) ? random.pick(NAMES_FROM_ELSEWHERE) : ordinary,
		email: `${hash32(seed, 'email', buyerNumber).toString(36).padStart(7, '0')}${buyerNumber.toString(36)}@${emailDomain}`,
		...(isBusiness ? { companyName: `${last} ${random.pick(['Trading', 'Studio', 'Logistics', '& Söhne'])}` } : {}),
		...(isBusiness && random.chance(0.5) ? { purchaseOrderNumber: `PO-${random.digits(6)}` } : {}),
		phone: country.phone + random.digits(2),
		addressLine1: japanese ? `${street}${random.integer(1, 5)}-${houseNumber}` : numberFirst ? `${houseNumber} ${street}` : `${street} ${houseNumber}`,
		...(random.chance(0.15) ? { addressLine2: japanese ? 'サンライズ201号室' : random.pick(['Suite 300', '2nd floor', 'c/o Reception']) } : {}),
		city,
		...(stateOrRegion ? { stateOrRegion } : {}),
		postalCode,
		countryCode: COUNTRIES[countryCode] ? countryCode : 'GB',
	};
}
