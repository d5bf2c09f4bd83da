import { USUAL_STOCK_UOM } from '../../erpnext/itemsUoms';
import { WEIGHT_UOMS } from '../../mapping/toItemWeight';

/** SKUs that are looked up at once: a page's look-ups cost the same for 4 as for 400. */
export const SKUS_PER_PAGE = 400;

/** An Item takes about 7 ms and an Item Price 11 (test/fixtures/erpnext-contract/README.md): each call stays under 2 seconds. */
export const ITEMS_PER_CALL = 100;
export const PRICES_PER_CALL = 150;
export const RECORDS_PER_CALL = 200;

export const NEEDED_UOMS: readonly string[] = [USUAL_STOCK_UOM, ...WEIGHT_UOMS];
