import type { OrderMoneyAsSent, Parts } from './amazonLines';
import { minorUnits, toText } from './money';

/** Amazon's lines in words, amounts only. */
export function describeMoney(sent: OrderMoneyAsSent): string {
	const decimals = minorUnits(sent.currency);
	const partsText = (parts: Parts): string =>
		Object.entries(parts).map(([kind, amount]) => `${kind} ${toText(amount, decimals)}`).join(', ') || 'no breakdown';
	const lines = sent.lines.map((line) => {
		const unit = line.unitPrice ? ` at ${toText(line.unitPrice, decimals)}` : '';
		const total = line.stated ? toText(line.stated, decimals) : 'not sent';
		return `${line.quantity} x ${line.sku ?? line.orderItemId}${unit}: ${partsText(line.parts)}; line total ${total}`;
	});
	const total = sent.grandTotal ? toText(sent.grandTotal, decimals) : 'not sent';
	return [...lines, `Order: ${partsText(sent.parts)}; grand total ${total} ${sent.currency}`].join('\n');
}
