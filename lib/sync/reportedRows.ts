/** What a listings report cannot tell of its rows is asked from the search: SKUs that it damaged, listings that it calls inactive. */
import type { AmazonClient, QuotaPolicy } from '../amazon/client';
import { findListings, findListingsByAsin } from '../amazon/listingLookups';
import { isDoubtful, isMaskOf } from '../amazon/listingReport';
import type { AmazonListing } from '../amazon/types';

export interface ReportedRow {
	/** Of the report, from 1. */
	number: number;
	listing: AmazonListing;
}

interface Means {
	marketplaceId: string;
	quota: QuotaPolicy;
	notice: (sentence: string) => void;
}

/** Whether the report says no more than that nobody can buy it: closed, blocked, incomplete, or merely sold out. Pure. */
export function isCalledInactive({ sku, summaries }: AmazonListing): boolean {
	return summaries?.[0]?.status.length === 0 && !isDoubtful(sku);
}

/** The same rows with the listings as the search gives them, 20 a call; those that it does not know stay as they are. */
export async function asSearchTells(
	client: AmazonClient,
	rows: readonly ReportedRow[],
	{ marketplaceId, quota }: Means,
): Promise<ReportedRow[]> {
	const found = new Map<string, AmazonListing>();
	for await (const page of findListings(client, marketplaceId, rows.map(({ listing }) => listing.sku), quota)) {
		for (const listing of page.found) found.set(listing.sku, listing);
	}
	return rows.map((row) => ({ ...row, listing: found.get(row.listing.sku) ?? row.listing }));
}

/** A SKU that lost characters to an old code page would be another product: it is looked up by its ASIN. */
export async function wholeSkus(client: AmazonClient, rows: readonly ReportedRow[], means: Means): Promise<AmazonListing[]> {
	const { marketplaceId, quota, notice } = means;
	const listings = rows.map(({ listing }) => listing);
	const doubtful = listings.filter(({ sku }) => isDoubtful(sku));
	if (doubtful.length === 0) return listings;
	const asins = new Set(doubtful.flatMap(({ summaries }) => summaries?.[0]?.asin ?? []));
	const found = new Map<string, AmazonListing>();
	for await (const page of findListingsByAsin(client, marketplaceId, [...asins], quota)) {
		for (const listing of page) {
			if (doubtful.some(({ sku }) => sku === listing.sku || isMaskOf(sku, listing.sku))) found.set(listing.sku, listing);
		}
	}
	const missing = doubtful.filter(({ sku }) => ![...found.keys()].some((known) => known === sku || isMaskOf(sku, known)));
	for (const { sku } of missing) notice(`SKU '${sku}' came damaged from Amazon's report and was left out.`);
	return [...listings.filter(({ sku }) => !isDoubtful(sku)), ...found.values()];
}
