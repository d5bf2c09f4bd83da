/** ISO 3166 codes of all countries; names come from ICU unless ERPNext spells them in its own way. */
export const COUNTRY_CODES =
	'ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'.split(' ');

export const COUNTRY_NAMES: Record<string, string> = {
	ag: 'Antigua and Barbuda', ba: 'Bosnia and Herzegovina', bo: 'Bolivia, Plurinational State of', bn: 'Brunei Darussalam', cc: 'Cocos (Keeling) Islands',
	cd: 'Congo, The Democratic Republic of the', cg: 'Congo', ci: 'Ivory Coast', cv: 'Cape Verde', cz: 'Czech Republic', fk: 'Falkland Islands (Malvinas)',
	fm: 'Micronesia, Federated States of', gs: 'South Georgia and the South Sandwich Islands', hk: 'Hong Kong', hm: 'Heard Island and McDonald Islands',
	ir: 'Iran', kn: 'Saint Kitts and Nevis', kp: 'Korea, Democratic Peoples Republic of', kr: 'Korea, Republic of', la: 'Lao Peoples Democratic Republic',
	lc: 'Saint Lucia', md: 'Moldova, Republic of', mf: 'Saint Martin (French part)', mk: 'Macedonia', mm: 'Myanmar', mo: 'Macao', pm: 'Saint Pierre and Miquelon',
	pn: 'Pitcairn', ps: 'Palestinian Territory, Occupied', ru: 'Russian Federation', sh: 'Saint Helena, Ascension and Tristan da Cunha', sj: 'Svalbard and Jan Mayen',
	st: 'Sao Tome and Principe', sx: 'Sint Maarten (Dutch part)', sy: 'Syria', sz: 'Swaziland', tc: 'Turks and Caicos Islands', tr: 'Turkey', tt: 'Trinidad and Tobago',
	tw: 'Taiwan', tz: 'Tanzania', um: 'United States Minor Outlying Islands', va: 'Holy See (Vatican City State)', vc: 'Saint Vincent and the Grenadines',
	ve: 'Venezuela, Bolivarian Republic of', vg: 'Virgin Islands, British', vi: 'Virgin Islands, U.S.', vn: 'Vietnam', wf: 'Wallis and Futuna',
	bq: 'Bonaire, Sint Eustatius and Saba', bl: 'Saint Barthélemy', re: 'Réunion', cw: 'Curaçao', ax: 'Åland Islands',
};

/** Currency, name of its fraction, smallest coin (0 where the site's data holds none), symbol. */
export const CURRENCIES: Array<[code: string, fraction: string, coin: number, symbol: string]> = [
	['USD', 'Cent', 0.01, '$'], ['EUR', 'Cent', 0.01, '€'], ['GBP', 'Penny', 0, '£'], ['JPY', 'Sen[G]', 0, '¥'], ['CAD', 'Cent', 0.05, '$'],
	['MXN', 'Centavo', 0.01, '$'], ['BRL', 'Centavo', 0.01, 'R$'], ['SEK', 'Öre', 0, 'kr'], ['PLN', 'Grosz', 0.01, 'zł'], ['TRY', 'Kuruş', 0, '₺'],
	['AED', 'Fils', 0.01, 'د.إ'], ['SAR', 'Halala', 0.05, 'ر.س'], ['EGP', 'Piastre', 0.01, '£'], ['INR', 'Paisa', 0.01, '₹'], ['SGD', 'Cent', 0.01, '$'],
	['AUD', 'Cent', 0.05, '$'], ['ZAR', 'Cent', 0.1, 'R'], ['CHF', 'Rappen[K]', 0.05, 'Fr'], ['DKK', 'Øre', 0.5, 'kr'], ['NOK', 'Øre', 0.01, 'kr'],
	['CNY', 'Fen', 0.01, '¥'], ['CZK', 'Haléř', 0.01, 'Kč'], ['HUF', 'Fillér', 5, 'Ft'], ['NZD', 'Cent', 0.1, '$'],
];
