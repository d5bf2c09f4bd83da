import { type IExecuteFunctions, type INodeExecutionData, type INodeProperties, updateDisplayOptions } from 'n8n-workflow';

import type { AmazonOrder } from '../../lib/amazon/types';
import type { OrderResult } from '../../lib/sync/types';
import { giveUpRun } from '../../lib/sync/unfinishedRun';
import { writeOrders } from '../../lib/sync/writeOrders';
import { clockOf, connectErp, runtime } from '../shared/connect';
import { readSettingsSource } from '../shared/readSettingsSource';
import { readText } from '../shared/readParameters';
import { ITEM_FIELDS, ORDER_FIELDS } from '../shared/settingsFields';
import { ORDER_SETTINGS_OPTIONS } from '../shared/settingsOptions';
import { sellerIdField, settingsPanel } from '../shared/settingsSource';
import { writeResults } from '../shared/writeResults';
import { NO_ORDER, readOrder } from './readOrder';

export const description: INodeProperties[] = updateDisplayOptions(
	{ show: { operation: ['upsert'] } },
	settingsPanel([sellerIdField, ...ITEM_FIELDS, ...ORDER_FIELDS], ORDER_SETTINGS_OPTIONS),
);

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await writeResults<AmazonOrder, OrderResult>(context, {
		read: readOrder,
		unreadable: NO_ORDER,
		write: async (orders) => {
			const erp = await connectErp(context);
			const own = context.getNodeParameter('settingsSource', 0, 'defineBelow') === 'defineBelow';
			const sellerId = own ? readText(context, 'sellerId', 'Seller ID', 0) : '';
			const settings = await readSettingsSource(context, erp, 'orders', sellerId);
			const results = await writeOrders({ erp, clock: clockOf(context) }, orders, settings);
			return { results, erpnextCalls: erp.usage.calls };
		},
		giveUp: async (progress, message) => await giveUpRun({ erp: await connectErp(context, 'evenWhenStopped'), clock: runtime.clock }, progress, message),
		identify: ({ amazonOrderId }) => ({ amazonOrderId }),
		word: 'order',
	});
}
