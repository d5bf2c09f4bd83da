import { type IExecuteFunctions, type INodeExecutionData, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';

import { fetchOrder } from '../../lib/amazon/orders';
import { connectAmazon } from '../shared/connect';
import { readText } from '../shared/readParameters';
import { itemFrom } from '../shared/runItems';

export const description: INodeProperties[] = updateDisplayOptions({ show: { operation: ['get'] } }, [
	{
		displayName: 'Order ID',
		name: 'orderId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 902-1845936-5435065',
		description: "Amazon's number of the order, as Seller Central shows it",
	},
]);

export async function execute(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const orderId = readText(context, 'orderId', 'Order ID', itemIndex);
	const client = await connectAmazon(context);
	return [itemFrom(await fetchOrder(client, orderId), itemIndex)];
}
