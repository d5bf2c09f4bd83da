import { FrappeError, refuseInErpNext } from '../errors';
import type { Session } from '../session';
import { moneyInWords } from '../salesOrder/words';
import { num, rowsOf, text, type Doc } from '../values';
import type { Controller } from './controller';

export const ACCOUNT_CONTROLLER: Controller = {
	name(session, doc) {
		const company = session.site.get('Company', text(doc, 'company'));
		const number = text(doc, 'account_number').trim();
		return [number, text(doc, 'account_name').trim(), company ? text(company, 'abbr') : ''].filter((part) => part !== '').join(' - ');
	},
	prepare(session, doc) {
		const { site } = session;
		const company = site.get('Company', text(doc, 'company'));
		if (text(doc, 'account_currency') === '' && company) doc.account_currency = text(company, 'default_currency');
		const parent = site.get('Account', text(doc, 'parent_account'));
		if (!parent) return;
		doc.root_type = text(parent, 'root_type');
		doc.report_type = text(parent, 'report_type');
		doc.old_parent = text(parent, 'name');
	},
	validate(session, doc) {
		const parent = session.site.get('Account', text(doc, 'parent_account'));
		if (!parent) return;
		const prefix = `Account ${text(doc, 'name')}: Parent account ${text(parent, 'name')}`;
		if (num(parent, 'is_group') === 0) throw refuseInErpNext(`${prefix} can not be a ledger`);
		if (text(parent, 'company') !== text(doc, 'company')) throw refuseInErpNext(`${prefix} is of another company than ${text(doc, 'company')}`);
	},
};

/** 2019-01-01 as the site shows dates. */
function shown(date: string): string {
	const [year = '', month = '', day = ''] = date.split('-');
	return `${month}-${day}-${year}`;
}

function demandFiscalYear(session: Session, date: string, company: string): void {
	for (const year of session.site.table('Fiscal Year').all()) {
		if (num(year, 'disabled') === 0 && text(year, 'year_start_date') <= date && date <= text(year, 'year_end_date')) return;
	}
	const message = `Date ${shown(date)} is not in any active Fiscal Year for <strong>${company}</strong>`;
	throw new FrappeError(417, 'FiscalYearError', {
		exception: `erpnext.accounts.utils.FiscalYearError: ${message}`,
		messages: [{ message, title: 'Message' }],
		fromErpNext: true,
	});
}

function otherSide(rows: Doc[], row: Doc): string {
	const isDebit = num(row, 'debit') > 0;
	const names = rows.filter((other) => (isDebit ? num(other, 'credit') > 0 : num(other, 'debit') > 0)).map((other) => text(other, 'account'));
	return [...new Set(names)].join(', ');
}

export const JOURNAL_ENTRY_CONTROLLER: Controller = {
	validate(session, doc) {
		const { site } = session;
		const company = site.get('Company', text(doc, 'company'));
		const currency = company ? text(company, 'default_currency') : '';
		const rows = rowsOf(doc, 'accounts');
		for (const row of rows) {
			const account = site.get('Account', text(row, 'account')) ?? {};
			if (num(account, 'is_group') === 1) throw refuseInErpNext(`Account ${text(row, 'account')} is a group: book to a ledger`);
			row.account_type = text(account, 'account_type');
			row.account_currency = text(account, 'account_currency') || currency;
			if (num(row, 'exchange_rate') === 0) row.exchange_rate = 1;
			if (text(row, 'cost_center') === '' && company) row.cost_center = text(company, 'cost_center');
			row.debit = num(row, 'debit_in_account_currency') * num(row, 'exchange_rate');
			row.credit = num(row, 'credit_in_account_currency') * num(row, 'exchange_rate');
		}
		for (const row of rows) row.against_account = otherSide(rows, row);
		doc.total_debit = rows.reduce((total, row) => total + num(row, 'debit'), 0);
		doc.total_credit = rows.reduce((total, row) => total + num(row, 'credit'), 0);
		doc.difference = num(doc, 'total_debit') - num(doc, 'total_credit');
		if (text(doc, 'title') === '') doc.title = text(rows[0] ?? {}, 'account');
		const remarks = [text(doc, 'user_remark')];
		if (text(doc, 'cheque_no') !== '') remarks.push(`Reference #${text(doc, 'cheque_no')} dated ${shown(text(doc, 'cheque_date'))}`);
		doc.remark = remarks.filter((part) => part !== '').join('\n');
		doc.total_amount_in_words = moneyInWords(0, currency, site);
		if (num(doc, 'docstatus') === 0) return;
		if (num(doc, 'difference') !== 0) {
			throw refuseInErpNext(`Total Debit must be equal to Total Credit. The difference is ${num(doc, 'difference')}`);
		}
		demandFiscalYear(session, text(doc, 'posting_date'), text(doc, 'company'));
	},
};

export const CURRENCY_EXCHANGE_CONTROLLER: Controller = {
	name(_session, doc) {
		const purposes = [num(doc, 'for_selling') === 1 ? 'Selling' : '', num(doc, 'for_buying') === 1 ? 'Buying' : ''];
		return [text(doc, 'date'), text(doc, 'from_currency'), text(doc, 'to_currency'), ...purposes].filter((part) => part !== '').join('-');
	},
};

function withAbbreviation(field: string): Controller {
	return {
		name(session, doc) {
			const company = session.site.get('Company', text(doc, 'company'));
			return `${text(doc, field)} - ${company ? text(company, 'abbr') : ''}`;
		},
	};
}

export const COST_CENTER_CONTROLLER = withAbbreviation('cost_center_name');
export const WAREHOUSE_CONTROLLER = withAbbreviation('warehouse_name');
export const TAX_TEMPLATE_CONTROLLER = withAbbreviation('title');
