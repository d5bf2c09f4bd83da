import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import type { ErpClient } from '../../lib/erpnext/client';
import { checkSettings } from '../../lib/erpnext/settingsCheck';
import { ensureSchema } from '../../lib/erpnext/setup';
import { isRecord } from '../../lib/isRecord';
import { parseJson } from '../../lib/parseJson';
import { previewSetup } from '../../lib/sync/previewSetup';
import { DEFAULT_SETTINGS, type SyncSettings } from '../../lib/settings';
import { readFlag, readSettings } from './readSettings';

function isCheckedSettings(value: unknown): value is SyncSettings {
	return isRecord(value) && typeof value.sellerId === 'string' && typeof value.company === 'string' && isRecord(value.companies);
}

/** Settings that Start has checked; fields that an older Start did not know have their defaults. */
function settingsOfRun(context: IExecuteFunctions): SyncSettings {
	const raw: unknown = context.getNodeParameter('settings', 0, '');
	const value = typeof raw === 'string' ? parseJson(raw) : raw;
	if (isCheckedSettings(value)) return { ...DEFAULT_SETTINGS, ...value };
	throw new NodeOperationError(context.getNode(), "'Settings of the Run' holds no settings of Amazon Sync Run", {
		itemIndex: 0,
		description:
			"Use the expression {{ $('Amazon Sync Run').first().json.settings }} with the name of your Start node, or set 'Settings' to 'Define Below'.",
	});
}

/** What Start does in a run: settings checked first, then ERPNext prepared if it never was. */
async function prepareOwn(
	context: IExecuteFunctions,
	erp: ErpClient,
	stream: 'products' | 'orders',
	sellerId: string,
): Promise<SyncSettings> {
	const settings = await checkSettings(erp, readSettings(context, 0), { stream, sellerId });
	const told = settings.dryRun ? await previewSetup(erp) : [(await ensureSchema(erp)).message].filter((message) => message !== undefined);
	context.addExecutionHints(...told.map((text) => ({ message: text, location: 'outputPane' as const })));
	return settings;
}

/** Reads the panel of a writing node. Settings of one's own are checked against ERPNext before anything is written. */
export async function readSettingsSource(
	context: IExecuteFunctions,
	erp: ErpClient,
	stream: 'products' | 'orders',
	sellerId: string,
): Promise<SyncSettings> {
	const fromRun = context.getNodeParameter('settingsSource', 0, 'defineBelow') === 'fromRun';
	if (!fromRun) return await prepareOwn(context, erp, stream, sellerId);
	const options: unknown = context.getNodeParameter('options', 0, {});
	const settings = settingsOfRun(context);
	const dryRun = readFlag(context, isRecord(options) ? options.dryRun : undefined, 'Dry Run', false);
	return { ...settings, dryRun: settings.dryRun || dryRun };
}
