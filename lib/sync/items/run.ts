import { DateTime } from 'luxon';
import type { Clock } from '../../clock';
import type { ErpClient } from '../../erpnext/client';
import { fetchKnownUoms, USUAL_STOCK_UOM } from '../../erpnext/itemsUoms';
import type { SyncSettings } from '../../settings';
import { NEEDED_UOMS } from './sizes';

/** What the steps of one call of `writeListings` share. */
export interface ItemRun {
	readonly erp: ErpClient;
	readonly settings: SyncSettings;
	/** Date of the site, e.g. `2026-11-24`. */
	today(): string;
	/** Of new Items; undefined where the site has none of the usual name and takes its own. Asks ERPNext once. */
	stockUom(): Promise<string | undefined>;
	/** The site's name of a UOM; undefined where it lacks it. */
	uomName(uom: string): Promise<string | undefined>;
}

export function toItemRun(deps: { erp: ErpClient; clock: Clock }, settings: SyncSettings): ItemRun {
	const { erp, clock } = deps;
	const uomName = async (uom: string) => (await fetchKnownUoms(erp, NEEDED_UOMS)).get(uom);
	return {
		erp,
		settings,
		today: () => DateTime.fromMillis(clock.now(), { zone: settings.timeZone }).toISODate() ?? '9999-12-31',
		uomName,
		stockUom: async () => await uomName(USUAL_STOCK_UOM),
	};
}
