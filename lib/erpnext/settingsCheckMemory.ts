/** Settings that were found right are remembered on the cursor for a while, so that a quiet run costs few calls. */
import { createHash } from 'node:crypto';
import type { SettingsInput, SyncSettings } from '../settings';
import { isRecord } from '../isRecord';
import { parseJson } from '../parseJson';
import { DOCTYPES } from './schemaDocTypes';
import { CUSTOM_FIELDS } from './schemaFields';

/** After this they are asked for again, so that what was disabled or renamed in ERPNext stops the next Start. */
const MEMORY_MINUTES = 60;

export interface SettingsMemory {
	/** Hash of what was checked: the choices, and the set-up that this version of the package needs. */
	stamp: string;
	/** Milliseconds since 1970. */
	checkedAt: number;
	settings: SyncSettings;
}

/** Pure. Changes with any choice, with the marketplaces and with what the package keeps in ERPNext. */
export function stampOf(input: SettingsInput, sellerId: string, marketplaceIds: readonly string[]): string {
	const text = JSON.stringify([{ ...input, dryRun: false }, sellerId, marketplaceIds, CUSTOM_FIELDS, DOCTYPES]);
	return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Undefined when there is none or a person changed it into something else. Pure. */
export function readMemory(json: string | null | undefined): SettingsMemory | undefined {
	const value = parseJson(json ?? '');
	const isMemory = isRecord(value) && typeof value.stamp === 'string' && typeof value.checkedAt === 'number';
	if (!isMemory || !isSettings(value.settings)) return undefined;
	return { stamp: String(value.stamp), checkedAt: Number(value.checkedAt), settings: value.settings };
}

function isSettings(value: unknown): value is SyncSettings {
	return isRecord(value) && typeof value.company === 'string' && isRecord(value.companies) && typeof value.timeZone === 'string';
}

/** Whether these very choices were found right less than MEMORY_MINUTES ago. Pure. */
export function isFresh(memory: SettingsMemory | undefined, stamp: string, nowMs: number): memory is SettingsMemory {
	return memory?.stamp === stamp && nowMs >= memory.checkedAt && nowMs - memory.checkedAt < MEMORY_MINUTES * 60_000;
}

/** The same memory, to be checked again by the next run: something failed that a setting may be behind. Pure. */
export function expireMemory(json: string | null | undefined): string {
	const memory = readMemory(json);
	return memory ? JSON.stringify({ ...memory, checkedAt: 0 }) : '';
}
