import type { INodeProperties } from 'n8n-workflow';

import { COMMON_OPTIONS } from './commonOptions';
import { ITEM_OPTIONS } from './itemOptions';
import { ORDER_OPTIONS } from './orderOptions';

/** Fields shown only while `parameter` (of the same level, or from the root with a slash) has one of the values. */
export function shownFor(parameter: string, values: string[], fields: INodeProperties[]): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: { ...field.displayOptions, show: { ...field.displayOptions?.show, [parameter]: values } },
	}));
}

function byDisplayName(fields: INodeProperties[]): INodeProperties[] {
	return [...fields].sort((one, other) => one.displayName.localeCompare(other.displayName));
}

/** The one collection at the end of a panel. */
export function optionsCollection(fields: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: byDisplayName(fields),
	};
}

/** Options of products, of orders, and of Start, which shows what the chosen stream needs. */
export const PRODUCT_SETTINGS_OPTIONS = [...COMMON_OPTIONS, ...ITEM_OPTIONS];
export const ORDER_SETTINGS_OPTIONS = [...COMMON_OPTIONS, ...ORDER_OPTIONS];
export const STREAM_SETTINGS_OPTIONS = [
	...COMMON_OPTIONS,
	...shownFor('/stream', ['orders', 'ordersBackfill'], ORDER_OPTIONS),
	...shownFor('/stream', ['products'], ITEM_OPTIONS),
];
