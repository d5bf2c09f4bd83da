import { DEFAULT_SETTINGS, type SettingsInput } from '../../lib/settings';

/** Of the stand-in's company; everything else as a new workflow has it: one Customer, Address and Contact per order. */
export const SETTINGS: SettingsInput = {
	...DEFAULT_SETTINGS,
	company: 'Acme Inc',
	warehouse: 'Stores - ACME',
	priceList: 'Standard Selling',
	parentItemGroup: 'Products',
	customerGroup: 'Individual',
	territory: 'All Territories',
	accountGroup: 'Indirect Expenses - ACME',
};

/** One Customer for all, without addresses. */
export const ONE_CUSTOMER: Partial<SettingsInput> = { customerPolicy: 'single', singleCustomer: 'Amazon', createAddresses: false };
