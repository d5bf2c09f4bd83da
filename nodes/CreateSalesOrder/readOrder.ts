import type { IDataObject } from 'n8n-workflow';

import type { AmazonOrder } from '../../lib/amazon/types';

export const NO_ORDER = "no order of Amazon: it has no 'orderId'";

function isOrder(json: IDataObject): json is IDataObject & AmazonOrder {
	return typeof json.orderId === 'string' && json.orderId !== '';
}

export function readOrder(json: IDataObject): AmazonOrder | undefined {
	return isOrder(json) ? json : undefined;
}
