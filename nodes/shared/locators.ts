import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import type { ChoiceKind } from '../../lib/erpnext/lookups';
import { isRecord } from '../../lib/isRecord';
import { CHOICES } from './choices';

interface LocatorText {
	displayName: string;
	/** Parameter name: a key of SettingsInput. */
	name: string;
	description: string;
	kind: ChoiceKind;
	example: string;
	dependsOn?: string[];
	required?: boolean;
}

/** Frappe refuses these in names, and cuts nothing: a longer name cannot exist (recorded: items/angle brackets in the code, code of 141 characters). */
const NAME_PATTERN = '^[^<>]{1,140}$';

function modesOf(text: LocatorText): INodePropertyMode[] {
	const { slug, search } = CHOICES[text.kind];
	const urlPattern = `^https?://[^/]+/(?:app|desk)/${slug}/([^/?#]+)`;
	const word = text.displayName.toLowerCase();
	return [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select from ERPNext...',
			typeOptions: { searchListMethod: search, searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: `e.g. ${text.example}`,
			validation: [
				{
					type: 'regex',
					properties: {
						regex: NAME_PATTERN,
						errorMessage: 'Use the name as ERPNext shows it: at most 140 characters, without < and >',
					},
				},
			],
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: `e.g. https://erp.example.com/app/${slug}/${encodeURIComponent(text.example)}`,
			validation: [
				{
					type: 'regex',
					properties: { regex: urlPattern, errorMessage: `Use the address of the ${word} in ERPNext` },
				},
			],
			extractValue: { type: 'regex', regex: urlPattern },
		},
	];
}

/** A resource locator of one ERPNext document: from a list, by name or by its address. */
export function erpLocator(text: LocatorText): INodeProperties {
	return {
		displayName: text.displayName,
		name: text.name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(text.required ? { required: true } : {}),
		...(text.dependsOn ? { typeOptions: { loadOptionsDependsOn: text.dependsOn } } : {}),
		description: text.description,
		modes: modesOf(text),
	};
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		// A percent sign that encodes nothing is part of the name.
		return part;
	}
}

/**
 * The name that a locator's raw value stands for; '' when nothing was chosen. Done here and not by n8n's extractValue,
 * which does not reach into collections and leaves `%20` in names taken from an address.
 */
export function locatorValue(raw: unknown): string {
	if (typeof raw === 'string') return raw.trim();
	if (!isRecord(raw)) return '';
	const value = typeof raw.value === 'string' ? raw.value.trim() : '';
	if (raw.mode !== 'url') return value;
	const lastPart = /^https?:\/\/[^/]+\/(?:app|desk)\/[^/]+\/([^/?#]+)/.exec(value)?.[1];
	return lastPart ? decoded(lastPart) : value;
}
