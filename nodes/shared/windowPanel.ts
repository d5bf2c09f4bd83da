import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection, shownFor } from './settingsOptions';
import {
	beforeOption,
	continueFromOption,
	includeProgressOption,
	limitField,
	marketplacesField,
	returnAllField,
	waitForQuotaOption,
	windowSourceField,
} from './windowFields';

/** The panel of Get Many in a List node: the window of a run, or one of one's own with these `dateFields`. */
export function windowPanel(dateFields: INodeProperties[], maxPerRunOption: INodeProperties): INodeProperties[] {
	return [
		windowSourceField,
		...shownFor('windowSource', ['defineBelow'], [marketplacesField, ...dateFields, returnAllField]),
		{ ...limitField, displayOptions: { show: { windowSource: ['defineBelow'], returnAll: [false] } } },
		optionsCollection([
			includeProgressOption,
			waitForQuotaOption,
			...shownFor('/windowSource', ['defineBelow'], [beforeOption, continueFromOption]),
			...shownFor('/windowSource', ['fromRun'], [maxPerRunOption]),
		]),
	];
}
