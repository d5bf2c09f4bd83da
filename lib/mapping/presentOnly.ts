import type { AmazonOrder } from '../amazon/types';

/**
 * The order without the nulls that JSON may hold where the model says "absent"; a copy. Lines are there, if only none, and
 * each is an object.
 */
export function presentOnly(order: AmazonOrder): AmazonOrder {
	const present: AmazonOrder = JSON.parse(JSON.stringify(order), (_key, value: unknown) => {
		if (Array.isArray(value)) return value.filter((entry) => entry !== undefined && entry !== null);
		return value === null ? undefined : value;
	});
	const lines: unknown = present.orderItems;
	return { ...present, orderItems: Array.isArray(lines) ? present.orderItems.filter((line) => typeof line === 'object') : [] };
}
