/**
 * Which role to ask for when ERPNext answers 403. From the table of rights in the recordings (tried role by role on
 * ERPNext 15.71.1); reading and writing differ for masters.
 */
const WRITE_ROLES: Record<string, string> = {
	Item: 'Item Manager',
	'Item Group': 'Item Manager',
	Brand: 'Item Manager',
	'Item Price': 'Sales Master Manager',
	Account: 'Accounts Manager',
	DocType: 'System Manager',
	'Custom Field': 'System Manager',
	'System Settings': 'System Manager',
};

const READ_ROLES: Record<string, string> = {
	DocType: 'System Manager',
	'Custom Field': 'System Manager',
	'System Settings': 'System Manager',
	Item: 'Item Manager',
	'Item Price': 'Sales Master Manager',
};

/** Sales User reads Company, Warehouse, Price List, Account and writes Customer, Address, Sales Order. */
const USUAL_ROLE = 'Sales User';

/** The role that lets a user read or write this document type. Pure. */
export function roleFor(doctype: string | undefined, reads: boolean): string {
	const roles = reads ? READ_ROLES : WRITE_ROLES;
	return (doctype !== undefined && roles[doctype]) || USUAL_ROLE;
}
