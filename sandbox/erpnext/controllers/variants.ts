import { fold } from '../collation';
import { refuse, refuseInErpNext } from '../errors';
import type { Session } from '../session';
import { num, rowsOf, text, type Doc } from '../values';
import type { Controller } from './controller';

const MODULE = 'erpnext.controllers.item_variant';

function combination(item: Doc): string {
	return rowsOf(item, 'attributes')
		.map((row) => `${fold(text(row, 'attribute'))}=${fold(text(row, 'attribute_value'))}`)
		.sort()
		.join('\n');
}

/** Templates and variants; not recorded, after ERPNext's documentation of item variants (docs.frappe.io/erpnext/user/manual/en/item-variants). */
export function checkVariant(session: Session, doc: Doc): void {
	const { site } = session;
	if (num(doc, 'has_variants') === 1 && rowsOf(doc, 'attributes').length === 0) throw refuseInErpNext('A template needs attributes');
	const template = site.get('Item', text(doc, 'variant_of'));
	if (!template) return;
	const templateName = text(template, 'name');
	if (num(template, 'has_variants') === 0) throw refuseInErpNext(`Item ${templateName} is not a template item`);
	if (text(template, 'stock_uom') !== text(doc, 'stock_uom')) {
		throw refuseInErpNext(`The unit '${text(doc, 'stock_uom')}' is not the unit '${text(template, 'stock_uom')}' of template ${templateName}`);
	}
	for (const row of rowsOf(doc, 'attributes')) checkAttribute(session, row);
	const wanted = combination(doc);
	const twin = site
		.table('Item')
		.find('variant_of', [templateName])
		.find((item) => text(item, 'name') !== text(doc, 'name') && combination(item) === wanted);
	if (twin) throw refuse(`Variant ${text(twin, 'name')} has these attributes already`, 'ItemVariantExistsError', { module: MODULE, erpNext: true });
}

function checkAttribute(session: Session, row: Doc): void {
	const attribute = session.site.get('Item Attribute', text(row, 'attribute'));
	const value = text(row, 'attribute_value');
	if (value === '') throw refuseInErpNext(`Attribute ${text(row, 'attribute')} has no value`);
	if (!attribute || num(attribute, 'numeric_values') === 1) return;
	const allowed = rowsOf(attribute, 'item_attribute_values').map((entry) => text(entry, 'attribute_value'));
	if (allowed.includes(value)) return;
	throw refuse(`The value <strong>${value}</strong> is not among the values of Item Attribute <strong>${text(attribute, 'name')}</strong>`, 'InvalidItemAttributeValueError', { module: MODULE, erpNext: true });
}

export const ITEM_ATTRIBUTE_CONTROLLER: Controller = {
	validate(_session, doc) {
		for (const [field, label] of [['attribute_value', 'Attribute value'], ['abbr', 'Abbreviation']] as const) {
			const seen = new Set<string>();
			for (const row of rowsOf(doc, 'item_attribute_values')) {
				const value = fold(text(row, field));
				if (seen.has(value)) throw refuseInErpNext(`${label} ${text(row, field)} stands twice`);
				seen.add(value);
			}
		}
	},
};
