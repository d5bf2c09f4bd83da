import type { AmazonOrder } from '../amazon/types';
import { withoutNulls } from '../withoutNulls';

/**
 * The order without the nulls that JSON may hold where the model says "absent"; a copy. Lines are there, if only none, and
 * each is an object.
 */
export function presentOnly(order: AmazonOrder): AmazonOrder {
	const present = withoutNulls(order);
	const lines: unknown = present.orderItems;
	return { ...present, orderItems: Array.isArray(lines) ? present.orderItems.filter((line) => typeof line === 'object') : [] };
}
