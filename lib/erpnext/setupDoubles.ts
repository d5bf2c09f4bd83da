/** Amazon orders that stand twice in ERPNext, as the previous connector left them; they keep its field from being unique. */
import type { ErpClient } from './client';
import { toLooseName } from './looseName';

const MOST_NAMED = 50;

interface Row {
	name: string;
	amazon_order_id: string;
	docstatus: number;
}

/** One sentence that lists them; undefined when there are none. Reads only. */
export async function findDoublesSentence(erp: ErpClient): Promise<string | undefined> {
	const rows = await erp.list<Row>('Sales Order', {
		fields: ['name', 'amazon_order_id', 'docstatus'],
		filters: [['amazon_order_id', 'is', 'set']],
		orderBy: 'amazon_order_id asc, name asc',
	});
	const orders = new Map<string, Row[]>();
	for (const row of rows) {
		// As a unique key compares.
		const id = toLooseName(row.amazon_order_id);
		orders.set(id, [...(orders.get(id) ?? []), row]);
	}
	const doubled = [...orders.values()].filter((same) => same.length > 1);
	if (doubled.length === 0) return undefined;
	const named = doubled.slice(0, MOST_NAMED).map(toText).join('; ');
	const rest = doubled.length > MOST_NAMED ? `; and ${doubled.length - MOST_NAMED} more (the template 'Amazon audit' lists those that live)` : '';
	const count = doubled.length === 1 ? '1 Amazon order stands' : `${doubled.length} Amazon orders stand`;
	return `${count} in more than one Sales Order, so the field 'Amazon Order ID' cannot be made unique: ${named}${rest}. Keep one Sales Order of each and delete the others in ERPNext (cancel them first; a cancelled one still counts), then run Start again.`;
}

function toText(same: Row[]): string {
	const names = same.map(({ name, docstatus }) => (docstatus === 2 ? `${name} (cancelled)` : name));
	return `${same[0]?.amazon_order_id ?? ''} in ${names.join(' and ')}`;
}
