import type { IExecuteFunctions } from 'n8n-workflow';

import { readSettings } from '../../../nodes/shared/readSettings';

/** The panel as an expression may fill it; all that readSettings asks of n8n. */
function panelWith(options: object): IExecuteFunctions {
	const panel = {
		getNode: () => ({ name: 'Start' }),
		getNodeParameter: (name: string, _itemIndex: number, fallback: unknown) => (name === 'options' ? options : fallback),
	};
	return panel as unknown as IExecuteFunctions;
}

describe('readSettings', () => {
	it('overwrites no field for an empty entry of the list', () => {
		expect(readSettings(panelWith({ overwriteItemFields: ['', 'brand'] }), 0).overwriteItemFields).toEqual(['brand']);
	});

	it('refuses a field that is none, and names those that are', () => {
		expect(() => readSettings(panelWith({ overwriteItemFields: ['price'] }), 0)).toThrow("'Overwrite Item Fields' is 'price': it can be 'item_name', 'description'");
	});
});
