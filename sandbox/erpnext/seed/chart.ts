/** The standard chart of accounts: `[name, account type, children]`; an entry with children is a group. */
export type ChartEntry = readonly [name: string, type?: string, children?: readonly ChartEntry[]];

export const CHART: ReadonlyArray<readonly [rootType: string, entry: ChartEntry]> = [
	['Asset', ['Application of Funds (Assets)', '', [
		['Current Assets', '', [
			['Accounts Receivable', '', [['Debtors', 'Receivable']]],
			['Bank Accounts', 'Bank', []],
			['Cash In Hand', 'Cash', [['Cash', 'Cash']]],
			['Loans and Advances (Assets)', '', [['Employee Advances']]],
			['Securities and Deposits', '', [['Earnest Money']]],
			['Stock Assets', 'Stock', [['Stock In Hand', 'Stock']]],
			['Tax Assets', '', []],
		]],
		['Fixed Assets', '', [
			['Capital Equipments', 'Fixed Asset'],
			['Electronic Equipments', 'Fixed Asset'],
			['Furnitures and Fixtures', 'Fixed Asset'],
			['Office Equipments', 'Fixed Asset'],
			['Plants and Machineries', 'Fixed Asset'],
			['Buildings', 'Fixed Asset'],
			['Softwares', 'Fixed Asset'],
			['Accumulated Depreciation', 'Accumulated Depreciation'],
			['CWIP Account', 'Capital Work in Progress'],
		]],
		['Investments', '', []],
		['Temporary Accounts', '', [['Temporary Opening', 'Temporary']]],
	]]],
	['Expense', ['Expenses', '', [
		['Direct Expenses', '', [
			['Stock Expenses', '', [
				['Cost of Goods Sold', 'Cost of Goods Sold'],
				['Expenses Included In Asset Valuation', 'Expenses Included In Asset Valuation'],
				['Expenses Included In Valuation', 'Expenses Included In Valuation'],
				['Stock Adjustment', 'Stock Adjustment'],
			]],
		]],
		['Indirect Expenses', '', [
			['Administrative Expenses'],
			['Commission on Sales'],
			['Depreciation', 'Depreciation'],
			['Entertainment Expenses'],
			['Freight and Forwarding Charges', 'Chargeable'],
			['Legal Expenses'],
			['Marketing Expenses', 'Chargeable'],
			['Office Maintenance Expenses'],
			['Office Rent'],
			['Postal Expenses'],
			['Print and Stationery'],
			['Round Off', 'Round Off'],
			['Salary'],
			['Sales Expenses'],
			['Telephone Expenses'],
			['Travel Expenses'],
			['Utility Expenses'],
			['Write Off'],
			['Exchange Gain/Loss'],
			['Gain/Loss on Asset Disposal'],
			['Miscellaneous Expenses', 'Chargeable'],
		]],
	]]],
	['Income', ['Income', '', [
		['Direct Income', '', [['Sales', 'Income Account'], ['Service', 'Income Account']]],
		['Indirect Income', '', []],
	]]],
	['Liability', ['Source of Funds (Liabilities)', '', [
		['Current Liabilities', '', [
			['Accounts Payable', '', [['Creditors', 'Payable'], ['Payroll Payable']]],
			['Stock Liabilities', '', [
				['Stock Received But Not Billed', 'Stock Received But Not Billed'],
				['Asset Received But Not Billed', 'Asset Received But Not Billed'],
			]],
			['Duties and Taxes', 'Tax', [['TDS Payable']]],
			['Loans (Liabilities)', '', [['Secured Loans'], ['Unsecured Loans'], ['Bank Overdraft Account']]],
		]],
	]]],
	['Equity', ['Equity', '', [
		['Capital Stock', 'Equity'],
		['Dividends Paid', 'Equity'],
		['Opening Balance Equity', 'Equity'],
		['Retained Earnings', 'Equity'],
	]]],
];
