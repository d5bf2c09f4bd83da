import type { SharedRefusal } from '../../erpnext/batches';
import type { ErpDocument } from '../../erpnext/client';
import type { ErpApiError } from '../../erpnext/errors';
import { recordsOf } from '../../isRecord';

/** The fields of a draft by which refusals spread. */
interface DraftFacts {
	sameDay: string;
	currency: unknown;
	customer: unknown;
	itemCodes: unknown[];
	/** Warehouses, accounts and cost centres. */
	places: unknown[];
}

function factsOf(draft: ErpDocument): DraftFacts {
	const items = recordsOf(draft.items);
	return {
		sameDay: `${String(draft.company)} ${String(draft.transaction_date)}`,
		currency: draft.currency,
		customer: draft.customer,
		itemCodes: items.map((row) => row.item_code),
		places: [...items.flatMap((row) => [row.warehouse, row.cost_center]), ...recordsOf(draft.taxes).flatMap((row) => [row.account_head, row.cost_center])],
	};
}

interface SpreadRule {
	test: RegExp;
	isShared(refused: DraftFacts, other: DraftFacts, named: string): boolean;
}

/** By ERPNext's words, as its recordings of sales orders have them; what is not here is taken to concern its own draft alone. */
const RULES: SpreadRule[] = [
	{ test: /exchange rate/i, isShared: (refused, other) => refused.currency === other.currency && refused.sameDay === other.sameDay },
	{ test: /Fiscal Year/, isShared: (refused, other) => refused.sameDay === other.sameDay },
	{ test: /Item (.+?) (?:is|has|not found)/, isShared: (_refused, other, named) => other.itemCodes.includes(named) },
	{ test: /Customer (.+?) (?:is|not found)/, isShared: (refused, other) => refused.customer === other.customer },
	{ test: /(?:Warehouse:|Warehouse|Account|Cost Center:?) (.+?)(?:$| does not| is )/, isShared: (_refused, other, named) => other.places.includes(named) },
];

/** Which other drafts fall with this one, so that a storm of one cause costs a handful of requests. */
export function toSharedRefusal(error: ErpApiError, draft: ErpDocument): SharedRefusal | undefined {
	const refused = factsOf(draft);
	for (const rule of RULES) {
		const match = rule.test.exec(error.reason);
		if (match) return { error, isSharedBy: (other) => rule.isShared(refused, factsOf(other), match[1] ?? '') };
	}
	return undefined;
}
