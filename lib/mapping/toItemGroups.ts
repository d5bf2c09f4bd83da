import type { AmazonCatalogItem } from '../amazon/types';
import { inMarketplace } from './amazonAttributes';
import { NAME_LENGTH, lengthOf } from './text';
import { cutText, toItemName } from './toItemText';

/** One step of Amazon's classification, from the root down. */
export interface ClassificationStep {
	name: string;
	id: string;
}

interface Classification {
	displayName: string;
	classificationId: string;
	parent?: Classification;
}

/** Leaves more than half of a name to the name itself. */
const LONGEST_SUFFIX = 60;

/** No classification of Amazon is nearly as deep; a longer chain is one that runs in a circle. */
const DEEPEST = 20;

/** Amazon's classification of an item from the root down; empty when the catalogue has none. Pure. */
export function toClassificationPath(
	catalogItem: AmazonCatalogItem | undefined,
	marketplaceId: string,
): ClassificationStep[] {
	const leaf: Classification | undefined =
		inMarketplace(catalogItem?.classifications, marketplaceId)?.classifications?.[0] ??
		inMarketplace(catalogItem?.summaries, marketplaceId)?.browseClassification;
	const path: ClassificationStep[] = [];
	for (let step = leaf; step && path.length < DEEPEST; step = step.parent) {
		const name = toItemName(step.displayName);
		if (name !== '') path.unshift({ name, id: step.classificationId });
	}
	return path;
}

/**
 * Names that an Item Group may take for a step, best first. ERPNext's group names are unique across the whole tree, so
 * "Accessories" below a second parent takes its parent's name or Amazon's number with it. Pure.
 */
export function toItemGroupNames(step: ClassificationStep, parentName: string): string[] {
	const byParent = parentName === step.name ? [] : [withSuffix(step.name, parentName)];
	return [step.name, ...byParent, withSuffix(step.name, step.id)];
}

function withSuffix(name: string, suffix: string): string {
	const tail = ` (${cutText(suffix, LONGEST_SUFFIX)})`;
	return `${cutText(name, NAME_LENGTH - lengthOf(tail))}${tail}`;
}
