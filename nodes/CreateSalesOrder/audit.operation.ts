import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	NodeOperationError,
	updateDisplayOptions,
} from 'n8n-workflow';

import type { AmazonOrder } from '../../lib/amazon/types';
import { auditOrders } from '../../lib/sync/audit/audit';
import type { SyncProgress } from '../../lib/sync/types';
import { connectErp } from '../shared/connect';
import { erpLocator, locatorValue } from '../shared/locators';
import { ORDER_OPTIONS } from '../shared/orderOptions';
import { readDay } from '../shared/readParameters';
import { readChoice } from '../shared/readSettings';
import { itemFrom } from '../shared/runItems';
import { optionsCollection } from '../shared/settingsOptions';
import { progressOf } from '../shared/writeResults';
import { NO_ORDER, readOrder } from './readOrder';

const FACILITATOR_TAX_CHOICES = ['leaveOut', 'include'] as const;
const TAX_HANDLINGS = ['amazonAmounts', 'none', 'taxTemplate'] as const;

const facilitatorTaxOption: INodeProperties = {
	displayName: 'Facilitator Tax',
	name: 'facilitatorTax',
	type: 'options',
	options: [
		{ name: 'Include', value: 'include', description: "The totals are Amazon's own, with that tax" },
		{ name: 'Leave Out', value: 'leaveOut', description: 'The totals are without it, as this node writes them' },
	],
	default: 'leaveOut',
	description: 'How the Sales Orders to compare treat tax that Amazon collects and pays to the state itself',
};

const companyOption = erpLocator({
	displayName: 'Company',
	name: 'company',
	kind: 'company',
	example: 'Acme Inc',
	description:
		'Whose Sales Orders are looked through for order numbers that Amazon does not know. If empty, those of every company; choose one when several sellers share this ERPNext.',
});

/** How tax got onto the Sales Orders decides what they should come to. */
const TAX_OPTIONS = ORDER_OPTIONS.filter(({ name }) => name === 'taxHandling' || name === 'taxTemplate');

export const description: INodeProperties[] = updateDisplayOptions({ show: { operation: ['audit'] } }, [
	{
		displayName: 'First Day',
		name: 'firstDay',
		type: 'dateTime',
		default: '',
		required: true,
		description: "The first day of the period, in ERPNext's time zone; let List Orders begin a day before it",
	},
	{
		displayName: 'Last Day',
		name: 'lastDay',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'The last day of the period, which belongs to it; let List Orders end a day after it',
	},
	optionsCollection([companyOption, facilitatorTaxOption, ...TAX_OPTIONS]),
]);

interface Input {
	orders: AmazonOrder[];
	progress: SyncProgress[];
	/** Index of the item that each order came in. */
	itemOf: Map<string, number>;
	/** Where the summary belongs. */
	last: number;
}

function readInput(context: IExecuteFunctions): Input {
	const items = context.getInputData();
	const input: Input = { orders: [], progress: [], itemOf: new Map(), last: Math.max(items.length - 1, 0) };
	for (const [itemIndex, { json }] of items.entries()) {
		const progress = progressOf(json);
		const order = progress ? undefined : readOrder(json);
		if (progress) input.progress.push(progress);
		else if (order) {
			input.orders.push(order);
			input.itemOf.set(order.orderId, itemIndex);
		} else throw new NodeOperationError(context.getNode(), `Item ${itemIndex} is ${NO_ORDER}`, { itemIndex });
	}
	return input;
}

/** Takes all items at once: one row for each order that differs, then the summary. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const firstDay = readDay(context, 'firstDay', 'First Day', 0);
	const lastDay = readDay(context, 'lastDay', 'Last Day', 0);
	if (firstDay > lastDay) {
		throw new NodeOperationError(context.getNode(), `'First Day' is '${firstDay}': it must not lie after 'Last Day', '${lastDay}'`, { itemIndex: 0 });
	}
	const options: IDataObject = context.getNodeParameter('options', 0, {});
	const { orders, progress, itemOf, last } = readInput(context);
	const { rows, summary } = await auditOrders(
		{ erp: await connectErp(context) },
		{
			orders,
			progress,
			firstDay,
			lastDay,
			company: locatorValue(options.company),
			taxHandling: readChoice(context, options.taxHandling, TAX_HANDLINGS, 'Tax Handling'),
			taxTemplate: locatorValue(options.taxTemplate),
			facilitatorTax: readChoice(context, options.facilitatorTax, FACILITATOR_TAX_CHOICES, 'Facilitator Tax'),
		},
	);
	const type = summary.differences === 0 && summary.complete ? 'info' : 'warning';
	const told = [summary.message, ...summary.notices];
	context.addExecutionHints(...told.map((message) => ({ message, type, location: 'outputPane' }) as const));
	return [...rows.map((row) => itemFrom(row, itemOf.get(row.amazonOrderId) ?? last)), itemFrom(summary, last)];
}
