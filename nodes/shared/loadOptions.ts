import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { fetchParticipations } from '../../lib/amazon/participations';
import { connectAmazon } from './connect';
import { toNodeError } from './nodeErrors';

/** The marketplaces that the seller takes part in, for a dropdown. */
export async function getMarketplaces(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const client = await connectAmazon(this);
		const participations = await fetchParticipations(client);
		return participations
			.map(({ marketplaceId, domain, countryName }) => ({ name: `${countryName} (${domain})`, value: marketplaceId }))
			.sort((one, other) => one.name.localeCompare(other.name));
	} catch (error) {
		throw toNodeError(this.getNode(), error, 0);
	}
}
