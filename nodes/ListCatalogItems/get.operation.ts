import { type IExecuteFunctions, type INodeExecutionData, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';

import { fetchListing } from '../../lib/amazon/listingLookups';
import { connectAmazon } from '../shared/connect';
import { readText } from '../shared/readParameters';
import { itemFrom } from '../shared/runItems';

export const description: INodeProperties[] = updateDisplayOptions({ show: { operation: ['get'] } }, [
	{
		displayName: 'Marketplace Name or ID',
		name: 'marketplaceId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getMarketplaces' },
		default: '',
		required: true,
		description:
			'The marketplace where the SKU is listed. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'SKU',
		name: 'sku',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. KETTLE-RED',
		description: "The seller's own number of the product",
	},
]);

export async function execute(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const marketplaceId = readText(context, 'marketplaceId', 'Marketplace', itemIndex);
	const sku = readText(context, 'sku', 'SKU', itemIndex);
	const client = await connectAmazon(context);
	return [itemFrom(await fetchListing(client, marketplaceId, sku), itemIndex)];
}
