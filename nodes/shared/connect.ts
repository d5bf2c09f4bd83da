import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INode,
	Logger,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { type AmazonClient, createAmazonClient } from '../../lib/amazon/client';
import { marketplaceByCountry } from '../../lib/amazon/marketplaces';
import type { AmazonCredentials } from '../../lib/amazon/types';
import { type Clock, systemClock } from '../../lib/clock';
import type { ErpClient } from '../../lib/erpnext/client';
import { cleanSiteUrl, createErpClient, isSiteUrl } from '../../lib/erpnext/http';
import type { ErpCredentials } from '../../lib/erpnext/types';
import { stoppableClock } from './stoppableClock';

/** n8n constructs the nodes itself, so a test cannot pass them a clock: it puts one here. */
export const runtime: { clock: Clock } = { clock: systemClock };

export type CredentialContext = IExecuteFunctions | ILoadOptionsFunctions;

const text = (data: ICredentialDataDecryptedObject, field: string): string => {
	const value = data[field];
	return typeof value === 'string' ? value.trim() : '';
};

/** Names the first field that was left empty, by its label. */
function missingField(data: ICredentialDataDecryptedObject, labels: Record<string, string>): string | undefined {
	return Object.entries(labels).find(([field]) => text(data, field) === '')?.[1];
}

const AMAZON_LABELS = {
	sellerId: 'Seller ID',
	country: 'Country',
	clientId: 'Client ID',
	clientSecret: 'Client Secret',
	refreshToken: 'Refresh Token',
};
const ERP_LABELS = { url: 'Site URL', apiKey: 'API Key', apiSecret: 'API Secret' };

/** What is missing or impossible in the Amazon credential, in one sentence; undefined when it is complete. */
export function complaintOfAmazon(data: ICredentialDataDecryptedObject): string | undefined {
	const environment = text(data, 'environment') || 'production';
	const missing = missingField(data, environment === 'local' ? { ...AMAZON_LABELS, localUrl: 'Local URL' } : AMAZON_LABELS);
	if (missing) return `The Amazon credential has no '${missing}': fill that field in`;
	if (!marketplaceByCountry(text(data, 'country'))) {
		return `Amazon has no marketplace for 'Country' '${text(data, 'country')}': choose one from the list`;
	}
	return undefined;
}

/** The same for the ERPNext credential. */
export function complaintOfErp(data: ICredentialDataDecryptedObject): string | undefined {
	const missing = missingField(data, ERP_LABELS);
	if (missing) return `The ERPNext credential has no '${missing}': fill that field in`;
	const url = text(data, 'url');
	return isSiteUrl(cleanSiteUrl(url)) ? undefined : `'Site URL' is '${url}': use an address such as 'https://erp.example.com'`;
}

export function toAmazonCredentials(data: ICredentialDataDecryptedObject): AmazonCredentials {
	const environment = text(data, 'environment');
	return {
		sellerId: text(data, 'sellerId'),
		country: text(data, 'country'),
		clientId: text(data, 'clientId'),
		clientSecret: text(data, 'clientSecret'),
		refreshToken: text(data, 'refreshToken'),
		environment: environment === 'local' || environment === 'sandbox' ? environment : 'production',
		...(environment === 'local' ? { localUrl: text(data, 'localUrl') } : {}),
	};
}

export function toErpCredentials(data: ICredentialDataDecryptedObject): ErpCredentials {
	return {
		url: text(data, 'url'),
		apiKey: text(data, 'apiKey'),
		apiSecret: text(data, 'apiSecret'),
		ignoreSslIssues: data.allowUnauthorizedCerts === true,
	};
}

function refuse(node: INode, complaint: string | undefined): void {
	if (complaint) throw new NodeOperationError(node, complaint);
}

/** Waits for quota and before retries end when the execution is stopped. */
export function clockOf(context: CredentialContext): Clock {
	return stoppableClock(runtime.clock, stopSignalOf(context));
}

function stopSignalOf(context: CredentialContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Called with each request; once the execution was stopped, by a person or its time limit, no further one goes out. */
const onRequestOf = (logger: Logger, stopSignal: AbortSignal | undefined) => (line: string): void => {
	if (stopSignal?.aborted) throw new Error('The execution was stopped');
	logger.debug(line);
};

/** This and connectErp are the only readers of secrets in the nodes. */
export async function connectAmazon(context: CredentialContext): Promise<AmazonClient> {
	const data = await context.getCredentials('amazonSellingPartnerLwaApi');
	refuse(context.getNode(), complaintOfAmazon(data));
	return createAmazonClient(toAmazonCredentials(data), { clock: clockOf(context), onRequest: onRequestOf(context.logger, stopSignalOf(context)) });
}

export async function connectErp(context: CredentialContext, even?: 'evenWhenStopped'): Promise<ErpClient> {
	const data = await context.getCredentials('erpNextSiteApi');
	refuse(context.getNode(), complaintOfErp(data));
	const clock = even ? runtime.clock : clockOf(context);
	return createErpClient(toErpCredentials(data), { clock, onRequest: onRequestOf(context.logger, even ? undefined : stopSignalOf(context)) });
}
