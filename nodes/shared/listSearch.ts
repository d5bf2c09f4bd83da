import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { type ChoiceKind, searchChoices } from '../../lib/erpnext/lookups';
import { type Choice, CHOICE_KINDS, CHOICES } from './choices';
import { connectErp } from './connect';
import { locatorValue } from './locators';
import { toNodeError } from './nodeErrors';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** The company beside the field (`&` is n8n's word for that; overrides have one), else that of the whole panel. */
function companyOf(context: ILoadOptionsFunctions): string {
	const names = ['&company', 'company'].map((path) => locatorValue(context.getCurrentNodeParameter(path)));
	// An expression that n8n could not resolve in the editor narrows nothing.
	return names.find((name) => name !== '' && !name.startsWith('=')) ?? '';
}

/** A search of one document type. */
function searchOf(kind: ChoiceKind): ListSearch {
	const choice: Choice = CHOICES[kind];
	return async function search(this, filter, paginationToken) {
		try {
			const erp = await connectErp(this);
			const company = choice.isOfCompany ? companyOf(this) : '';
			const offset = Number(paginationToken ?? 0);
			const { results, nextOffset } = await searchChoices(erp, kind, { filter, offset, company });
			return {
				results: results.map(({ name, label }) => ({
					name: label,
					value: name,
					url: `${erp.url}/app/${choice.slug}/${encodeURIComponent(name)}`,
				})),
				...(nextOffset === undefined ? {} : { paginationToken: String(nextOffset) }),
			};
		} catch (error) {
			throw toNodeError(this.getNode(), error, 0);
		}
	};
}

/** The searches behind the "From List" modes. */
export const listSearch: Record<string, ListSearch> = Object.fromEntries(CHOICE_KINDS.map((kind) => [CHOICES[kind].search, searchOf(kind)]));
