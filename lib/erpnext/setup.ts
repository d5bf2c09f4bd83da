/** Prepares ERPNext: custom fields and document types. Needs System Manager once, and nothing afterwards. */
import type { ErpClient } from './client';
import { ErpApiError, ErpSettingsError, isPermission } from './errors';
import { recordsOf } from '../isRecord';
import { DOCTYPES, type DocTypeDefinition, toDocType } from './schemaDocTypes';
import { CUSTOM_FIELDS, type CustomFieldDefinition } from './schemaFields';
import { findDoublesSentence } from './setupDoubles';
import { findMissingSchema } from './setupProbe';

export interface SchemaOutcome {
	docTypes: number;
	fields: number;
	/** Fields that were there and got what they lacked. */
	repaired: number;
	/** For a person; undefined when nothing was made. */
	message?: string;
}

const FLAGS = ['unique', 'allow_on_submit', 'no_copy', 'read_only'] as const;

/**
 * Makes what is missing and changes nothing else. Every step stands by itself, so a run that broke off anywhere is taken
 * up by the next. Throws ErpSettingsError when a right is missing or doubled orders stand in the way.
 */
export async function ensureSchema(erp: ErpClient): Promise<SchemaOutcome> {
	const missing = await findMissingSchema(erp);
	if (missing.length === 0) return { docTypes: 0, fields: 0, repaired: 0 };
	try {
		return withMessage(await makeMissing(erp));
	} catch (error) {
		if (!isPermission(error)) throw error;
		throw new ErpSettingsError([missingRightSentence(error, missing)]);
	}
}

function missingRightSentence(error: ErpApiError, missing: string[]): string {
	const user = /user '([^']+)'/.exec(error.message)?.[1];
	const who = user ? `user '${user}'` : "the credential's user";
	return `ERPNext is not prepared yet, or ${who} may not see it (missing: ${missing.join(', ')}): run Start once with ${who} having the role 'System Manager', and day to day with 'Sales User', 'Sales Master Manager' and 'Item Manager'.`;
}

function withMessage(made: Omit<SchemaOutcome, 'message'>): SchemaOutcome {
	const parts = [
		counted(made.docTypes, 'document type'),
		counted(made.fields, 'field'),
	].filter((part) => part !== '');
	const sentences: string[] = [];
	if (parts.length > 0) sentences.push(`Made ${parts.join(' and ')} in ERPNext; needs System Manager this once.`);
	if (made.repaired > 0) sentences.push(`Set ${counted(made.repaired, 'field')} right that was there already.`);
	return sentences.length > 0 ? { ...made, message: sentences.join(' ') } : made;
}

function counted(count: number, word: string): string {
	if (count === 0) return '';
	return `${count} ${word}${count === 1 ? '' : 's'}`;
}

type FoundField = Record<string, unknown> & { dt: string; fieldname: string };

async function makeMissing(erp: ErpClient): Promise<Omit<SchemaOutcome, 'message'>> {
	const found = await erp.list<FoundField>('Custom Field', {
		fields: ['name', 'dt', 'fieldname', ...FLAGS],
		filters: [['dt', 'in', ['Sales Order', 'Sales Order Item']], ['fieldname', 'like', 'amazon%']],
	});
	const types = await erp.list<{ name: string }>('DocType', { fields: ['name'], filters: [['name', 'in', DOCTYPES.map(({ name }) => name)]] });
	const outcome = { docTypes: 0, fields: 0, repaired: 0 };
	for (const definition of CUSTOM_FIELDS) {
		const there = found.find(({ dt, fieldname }) => dt === definition.dt && fieldname === definition.fieldname);
		if (!there) outcome.fields += await makeField(erp, definition);
		else outcome.repaired += await repairField(erp, definition, there);
	}
	for (const definition of DOCTYPES) {
		if (types.some(({ name }) => name === definition.name)) outcome.fields += await repairDocType(erp, definition);
		else outcome.docTypes += await makeDocType(erp, definition);
	}
	return outcome;
}

/** Of two that make the same thing at once, the later one finds it made. */
function isThereAlready(error: unknown): boolean {
	return error instanceof ErpApiError && (error.isDuplicate || /already exists/.test(error.reason));
}

async function makeField(erp: ErpClient, definition: CustomFieldDefinition): Promise<number> {
	try {
		await erp.insert('Custom Field', definition, { safe: true });
		return 1;
	} catch (error) {
		if (isThereAlready(error)) return 0;
		throw error;
	}
}

/** The previous connector's `amazon_order_id` is neither unique nor allow_on_submit; its values stay. */
async function repairField(erp: ErpClient, definition: CustomFieldDefinition, found: FoundField): Promise<number> {
	const lacking = FLAGS.filter((flag) => definition[flag] === 1 && found[flag] !== 1);
	if (lacking.length === 0) return 0;
	const name = `${definition.dt}-${definition.fieldname}`;
	try {
		await erp.update('Custom Field', name, Object.fromEntries(lacking.map((flag) => [flag, 1])), { safe: true });
		return 1;
	} catch (error) {
		if (!(error instanceof ErpApiError) || !/NonUnique|non-unique/i.test(`${error.excType} ${error.reason}`)) throw error;
		const sentence = await findDoublesSentence(erp);
		throw sentence ? new ErpSettingsError([`${sentence} Nothing was changed.`]) : error;
	}
}

async function makeDocType(erp: ErpClient, definition: DocTypeDefinition): Promise<number> {
	try {
		await erp.insert('DocType', toDocType(definition), { safe: true });
		return 1;
	} catch (error) {
		if (isThereAlready(error)) return 0;
		throw error;
	}
}

interface FoundDocType {
	autoname?: unknown;
	fields?: unknown;
	permissions?: unknown;
}

/**
 * A document type of an earlier version of this package, or of somebody's trial, gets the fields and rights that it lacks
 * and its way of naming (recorded: more of custom doctypes/add a field to it). What else was changed there stays.
 */
async function repairDocType(erp: ErpClient, definition: DocTypeDefinition): Promise<number> {
	const doc = (await erp.findDoc<FoundDocType>('DocType', definition.name)) ?? {};
	const wanted = toDocType(definition);
	const fields = recordsOf(doc.fields);
	const lacking = definition.fields.filter(({ fieldname }) => !fields.some((field) => field.fieldname === fieldname));
	// Of what was there only uniqueness matters: a second key would refuse what belongs in.
	const kept = fields.map((field) => {
		const own = definition.fields.find(({ fieldname }) => fieldname === field.fieldname);
		return own ? { ...field, unique: own.unique ?? 0, reqd: own.reqd ?? 0 } : field;
	});
	const permissions = recordsOf(doc.permissions);
	const rights = wanted.permissions.filter(({ role }) => !permissions.some((permission) => permission.role === role));
	const isNamed = doc.autoname === wanted.autoname;
	if (lacking.length === 0 && rights.length === 0 && isNamed) return 0;
	await erp.update(
		'DocType',
		definition.name,
		{
			autoname: wanted.autoname,
			naming_rule: wanted.naming_rule,
			fields: [...kept, ...lacking],
			permissions: [...permissions, ...rights],
		},
		{ safe: true },
	);
	return lacking.length;
}
