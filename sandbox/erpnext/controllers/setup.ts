import { refuse, refuseInErpNext } from '../errors';
import { fold } from '../collation';
import { rebuildMeta } from '../customTypes';
import { num, text, type Doc } from '../values';
import type { Session } from '../session';
import type { Controller } from './controller';

export const DOCTYPE_CONTROLLER: Controller = {
	prepare(_session, doc) {
		if (num(doc, 'custom') === 0) throw refuse('Only custom document types can be made over REST: set Custom to 1');
	},
	onChange(session, doc) {
		rebuildMeta(session.site, text(doc, 'name'));
	},
	onTrash(session, doc) {
		session.site.dropMeta(text(doc, 'name'));
	},
};

/** Tried on a real ERPNext 15.71.1: doubles stand in the way of making a field unique, cancelled ones too. */
function demandNoDoubles(session: Session, doc: Doc): void {
	const seen = new Set<string>();
	for (const other of session.site.table(text(doc, 'dt')).all()) {
		const value = text(other, text(doc, 'fieldname'));
		if (value === '') continue;
		if (seen.has(fold(value))) {
			throw refuse(`${text(doc, 'dt')}: Field '${text(doc, 'label')}' cannot be set as Unique as it has non-unique values`, 'NonUniqueError');
		}
		seen.add(fold(value));
	}
}

export const CUSTOM_FIELD_CONTROLLER: Controller = {
	name(session, doc) {
		if (text(doc, 'fieldname') === '') doc.fieldname = text(doc, 'label').toLowerCase().replace(/\W+/g, '_');
		const fieldname = text(doc, 'fieldname');
		if (session.site.meta(text(doc, 'dt'))?.byName.has(fieldname)) {
			throw refuse(`A field with the name <strong>${fieldname}</strong> already exists in ${text(doc, 'dt')}`);
		}
		return `${text(doc, 'dt')}-${fieldname}`;
	},
	validate(session, doc, before) {
		if (before && num(doc, 'unique') === 1 && num(before, 'unique') === 0) demandNoDoubles(session, doc);
	},
	onChange(session, doc) {
		rebuildMeta(session.site, text(doc, 'dt'));
	},
	onTrash(session, doc) {
		rebuildMeta(session.site, text(doc, 'dt'));
	},
};

/** Nested sets (recorded: items/item group below a leaf): counted over the tree when a node is made. */
export function treeController(doctype: string, parentField: string): Controller {
	return {
		validate(session, doc, before) {
			const { site } = session;
			const parent = text(doc, parentField);
			if (before || parent === '') return;
			doc.old_parent = parent;
			const children = new Map<string, string[]>();
			let root = '';
			for (const node of site.table(doctype).all()) {
				const above = text(node, parentField);
				if (above === '') root = text(node, 'name');
				else children.set(above, [...(children.get(above) ?? []), text(node, 'name')]);
			}
			const self = text(doc, 'name');
			children.set(parent, [...(children.get(parent) ?? []), self]);
			let position = 0;
			const walk = (node: string): void => {
				position += 1;
				if (node === self) doc.lft = position;
				for (const child of children.get(node) ?? []) walk(child);
				position += 1;
				if (node === self) doc.rgt = position;
			};
			if (site.get(doctype, parent)) walk(root);
		},
		onTrash(session, doc) {
			const child = session.site.table(doctype).find(parentField, [text(doc, 'name')])[0];
			if (child) throw refuseInErpNext(`${text(doc, 'name')} has nodes below it`);
		},
	};
}
