import { findSalesOrder } from '../../erpnext/salesOrders';
import type { Decision } from './decide';
import { planChange } from './planChange';
import type { OrderRun } from './run';
import { toStatusFields } from './statusFields';
import type { OrderWork } from './work';

/** Settles an order with what a real run would do and send; reads only. */
export async function settleDry(run: OrderRun, work: OrderWork, decision: Exclude<Decision, { step: 'done' }>): Promise<void> {
	const { mapped } = work;
	const document = mapped && {
		...mapped.salesOrder,
		amazon_fingerprint: mapped.fingerprint,
		customer: mapped.salesOrder.customer || mapped.customer.customer_name,
	};
	if (decision.step === 'create') {
		const parties = { customer: mapped?.customer, address: mapped?.address, contact: mapped?.contact };
		const wouldSend = { salesOrder: { ...document, amended_from: decision.amends?.name }, ...parties };
		work.settle({ action: decision.amends ? 'amended' : 'created', wouldSend });
		return;
	}
	const { salesOrder } = decision;
	const at = { salesOrder: salesOrder.name };
	switch (decision.step) {
		case 'submit':
			work.settle({ ...at, action: 'created', erpnextTotal: salesOrder.grand_total, wouldSend: { docstatus: 1 } });
			return;
		case 'recreate':
			work.settle({ ...at, action: 'updated', reason: `Draft ${salesOrder.name} would be written anew`, wouldSend: { salesOrder: document } });
			return;
		case 'status': {
			const wouldSend = toStatusFields(run, work, salesOrder);
			work.settle({ ...at, action: 'updated', erpnextTotal: salesOrder.grand_total, wouldSend, withoutTotals: !salesOrder.amazon_fingerprint });
			return;
		}
		case 'deleteDraft':
		case 'cancel':
			work.settle({ ...at, action: 'cancelled', reason: `Sales Order ${salesOrder.name} would be ${decision.step === 'cancel' ? 'cancelled' : 'deleted'}` });
			return;
		case 'finishAmending':
			work.settle({ ...at, action: 'amended', wouldSend: { salesOrder: { ...document, amended_from: salesOrder.name } } });
			return;
		case 'change': {
			const written = await findSalesOrder(run.erp, salesOrder.name);
			const plan = written && mapped ? planChange(written, mapped.salesOrder) : undefined;
			const said = plan && plan.kind !== 'fields' ? plan.said.join('; ') : undefined;
			work.settle({
				...at,
				action: plan?.kind === 'amend' ? 'amended' : 'updated',
				reason: said && `Changed at Amazon: ${said}`,
				wouldSend: plan?.kind === 'fields' ? toStatusFields(run, work, salesOrder) : { salesOrder: document },
			});
		}
	}
}
