import type { ErpClient } from '../erpnext/client';
import { findDoublesSentence } from '../erpnext/setupDoubles';
import { findMissingSchema } from '../erpnext/setupProbe';
import { readOnlyClient } from './dryRun';

/** What the set-up of a real run would do, and what would stop it, for a person; nothing where ERPNext is prepared. Reads only. */
export async function previewSetup(erp: ErpClient): Promise<string[]> {
	const missing = await findMissingSchema(erp);
	if (missing.length === 0) return [];
	const doubles = await findDoublesSentence(readOnlyClient(erp));
	return [
		`A real run first prepares ERPNext (missing, or not shown to this user: ${missing.join(', ')}); that needs the role 'System Manager' once.`,
		...(doubles ? [`A real run would stop there: ${doubles}`] : []),
	];
}
