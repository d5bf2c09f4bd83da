import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection, shownFor } from './settingsOptions';

const settingsSourceField: INodeProperties = {
	displayName: 'Settings',
	name: 'settingsSource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Define Below', value: 'defineBelow', description: 'For use in any workflow' },
		{ name: 'From Amazon Sync Run', value: 'fromRun', description: 'Those that its Start operation has checked' },
	],
	default: 'defineBelow',
	description: 'Where company, warehouse and the other choices come from',
};

const settingsField: INodeProperties = {
	displayName: 'Settings of the Run',
	name: 'settings',
	type: 'json',
	default: "={{ $('Amazon Sync Run').first().json.settings }}",
	required: true,
	description:
		'What the Start operation of Amazon Sync Run emits as "settings", as an object or as text. Put the name of your Start node between the quotes.',
};

/** ERPNext wants to know whose SKUs these are, to find the Amazon Listing that points at an item. */
export const sellerIdField: INodeProperties = {
	displayName: 'Seller ID',
	name: 'sellerId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. A2EXAMPLE1SELLER',
	description: 'The seller (merchant token) that the Amazon Listing records in ERPNext belong to',
};

/** A dry run may be asked for whatever the settings come from. */
function splitDryRun(options: INodeProperties[]): { always: INodeProperties[]; own: INodeProperties[] } {
	const isDryRun = ({ name }: INodeProperties): boolean => name === 'dryRun';
	return { always: options.filter(isDryRun), own: options.filter((option) => !isDryRun(option)) };
}

/** The panel of a writing node: its settings from a run, or the same fields as in Start. */
export function settingsPanel(required: INodeProperties[], options: INodeProperties[]): INodeProperties[] {
	const { always, own } = splitDryRun(options);
	return [
		settingsSourceField,
		...shownFor('settingsSource', ['fromRun'], [settingsField]),
		...shownFor('settingsSource', ['defineBelow'], required),
		optionsCollection([...always, ...shownFor('/settingsSource', ['defineBelow'], own)]),
	];
}
