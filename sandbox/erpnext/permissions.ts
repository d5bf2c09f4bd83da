import { mayNotCreate, mayNotList, mayNotTouch } from './errors';
import type { Meta, RoleRight } from './meta';
import type { Session } from './session';

export type Right = 'read' | 'write' | 'create' | 'delete' | 'submit' | 'cancel';
const ALL_ROLES = 'All';
const LETTERS: Record<Right, string> = { read: 'r', write: 'w', create: 'c', delete: 'd', submit: 's', cancel: 'x' };

type Grants = Record<string, string>;
const ACCOUNTS = { 'Accounts Manager': 'rwcdsx', 'Accounts User': 'rwcsx' };
const READ_ALL: Grants = { [ALL_ROLES]: 'r' };

/**
 * Rights by role, tried on the recorded server (the table in test/fixtures/erpnext-contract/README.md). What that table
 * does not name follows ERPNext's defaults as far as the package may meet them.
 */
const GRANTS: Record<string, Grants> = {
	Company: { 'Sales User': 'r', 'Stock User': 'r', 'Accounts Manager': 'rwcd', 'Accounts User': 'r', 'System Manager': 'rwcd' },
	Warehouse: { 'Sales User': 'r', 'Item Manager': 'rwcd', 'Stock User': 'r', 'Stock Manager': 'r' },
	'Price List': { 'Sales User': 'r', 'Sales Master Manager': 'rwcd' },
	Account: { 'Sales User': 'r', ...ACCOUNTS },
	'Cost Center': { 'Sales User': 'r', ...ACCOUNTS },
	'Item Group': { [ALL_ROLES]: 'r', 'Item Manager': 'rwcd' },
	Country: { [ALL_ROLES]: 'r', 'System Manager': 'rwcd' },
	Currency: { [ALL_ROLES]: 'r', 'Accounts Manager': 'rwcd', 'System Manager': 'rwcd' },
	UOM: { [ALL_ROLES]: 'r', 'Item Manager': 'rwcd' },
	Brand: { [ALL_ROLES]: 'r', 'Item Manager': 'rwcd' },
	'Item Attribute': { [ALL_ROLES]: 'r', 'Item Manager': 'rwcd' },
	Item: { 'Item Manager': 'rwcd', 'Sales User': 'r', 'Sales Manager': 'r', 'Sales Master Manager': 'r', 'Stock User': 'r', 'Stock Manager': 'r', 'Accounts Manager': 'r', 'Accounts User': 'r' },
	'Item Price': { 'Sales Master Manager': 'rwcd', 'Purchase Master Manager': 'rwcd', 'Sales User': 'r' },
	Bin: { 'Sales User': 'r', 'Stock User': 'r' },
	Customer: { 'Sales User': 'rwc', 'Sales Master Manager': 'rwcd', 'Sales Manager': 'r', 'Stock User': 'r', 'Stock Manager': 'r', ...{ 'Accounts Manager': 'r', 'Accounts User': 'r' } },
	'Customer Group': { 'Sales User': 'r', 'Sales Manager': 'r', 'Sales Master Manager': 'rwcd' },
	Territory: { 'Sales User': 'r', 'Sales Manager': 'r', 'Sales Master Manager': 'rwcd', 'Stock User': 'r' },
	Address: { [ALL_ROLES]: 'rwcd' },
	Contact: { [ALL_ROLES]: 'rwcd' },
	'Sales Order': { 'Sales User': 'rwcdsx', 'Sales Manager': 'rwcdsx', 'Stock User': 'r', 'Accounts User': 'r', 'Accounts Manager': 'r' },
	'Sales Invoice': ACCOUNTS,
	'Delivery Note': { 'Stock User': 'rwcdsx', 'Stock Manager': 'rwcdsx', 'Sales User': 'rwcdsx', 'Accounts User': 'r' },
	'Journal Entry': ACCOUNTS,
	'Currency Exchange': { 'Accounts Manager': 'rwcd', 'Accounts User': 'r', 'Sales User': 'r', 'System Manager': 'rwcd' },
	'Fiscal Year': { 'Sales User': 'r', 'System Manager': 'rwcd', ...ACCOUNTS },
	'Sales Taxes and Charges Template': { 'Sales User': 'r', 'Sales Master Manager': 'rwcd', 'Accounts Manager': 'rwcd', 'Accounts User': 'r' },
	Project: { 'Projects User': 'r', 'Sales User': 'r' },
	'System Settings': { 'System Manager': 'rw' },
	'Global Defaults': { 'System Manager': 'rw' },
	'Selling Settings': { 'System Manager': 'rw' },
	'Stock Settings': { 'Stock Manager': 'rw' },
	DocType: { 'System Manager': 'rwcd' },
	'Custom Field': { 'System Manager': 'rwcd' },
	Role: READ_ALL,
	'Module Def': { 'System Manager': 'rwcd' },
};

export function hasRight(session: Session, meta: Meta, right: Right): boolean {
	const roles = session.user.roles;
	if (roles.length === 0) return false;
	if (meta.custom) return meta.rights.some((row) => roles.includes(row.role) && grants(row, right));
	const granted = GRANTS[meta.name];
	if (!granted) return false;
	const letter = LETTERS[right];
	return [...roles, ALL_ROLES].some((role) => granted[role]?.includes(letter) ?? false);
}

function grants(row: RoleRight, right: Right): boolean {
	return row[right];
}

export function demandList(session: Session, meta: Meta): void {
	if (!hasRight(session, meta, 'read')) throw mayNotList(session.user.email, meta.name);
}

export function demandCreate(session: Session, meta: Meta): void {
	if (!hasRight(session, meta, 'create')) throw mayNotCreate(session.user.email, meta.name);
}

export function demandOnDocument(session: Session, meta: Meta, right: Right): void {
	if (!hasRight(session, meta, right)) throw mayNotTouch(session.user.email, meta.name);
}
