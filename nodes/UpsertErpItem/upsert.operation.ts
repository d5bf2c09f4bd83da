import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	updateDisplayOptions,
} from 'n8n-workflow';

import type { ListedSku } from '../../lib/amazon/types';
import type { ListingResult } from '../../lib/sync/types';
import { giveUpRun } from '../../lib/sync/unfinishedRun';
import { writeListings } from '../../lib/sync/writeListings';
import { clockOf, connectErp, runtime } from '../shared/connect';
import { readSettingsSource } from '../shared/readSettingsSource';
import { ITEM_FIELDS } from '../shared/settingsFields';
import { PRODUCT_SETTINGS_OPTIONS } from '../shared/settingsOptions';
import { settingsPanel } from '../shared/settingsSource';
import { writeResults } from '../shared/writeResults';

export const description: INodeProperties[] = updateDisplayOptions(
	{ show: { operation: ['upsert'] } },
	settingsPanel(ITEM_FIELDS, PRODUCT_SETTINGS_OPTIONS),
);

function isListedSku(json: IDataObject): json is IDataObject & ListedSku {
	const { sku, marketplaceId, sellerId, listing } = json;
	return [sku, marketplaceId, sellerId].every((value) => typeof value === 'string') && typeof listing === 'object';
}

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeResults<ListedSku, ListingResult>(context, {
		read: (json) => (isListedSku(json) ? json : undefined),
		unreadable: "no item of List Catalog Items: it has no 'sku', 'marketplaceId', 'sellerId' or 'listing'",
		write: async (listed) => {
			const erp = await connectErp(context);
			const settings = await readSettingsSource(context, erp, 'products', listed[0]?.sellerId ?? '');
			const results = await writeListings({ erp, clock: clockOf(context) }, listed, settings);
			return { results, erpnextCalls: erp.usage.calls };
		},
		giveUp: async (progress, message) => await giveUpRun({ erp: await connectErp(context, 'evenWhenStopped'), clock: runtime.clock }, progress, message),
		identify: ({ sku, marketplaceId }) => ({ sku, marketplaceId }),
		word: 'SKU',
	});
}
