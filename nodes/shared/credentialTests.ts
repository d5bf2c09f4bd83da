import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { createAmazonClient } from '../../lib/amazon/client';
import { describeConnection as describeAmazon } from '../../lib/amazon/describeConnection';
import { createErpClient } from '../../lib/erpnext/http';
import { describeConnection as describeErp } from '../../lib/erpnext/describeConnection';
import {
	complaintOfAmazon,
	complaintOfErp,
	runtime,
	toAmazonCredentials,
	toErpCredentials,
} from './connect';
import { messageOf } from './nodeErrors';

/** A person waits for the answer; a run has the patience of httpSend.ts. */
const ERP_TIMEOUT_MS = 10_000;

async function outcomeOf(complaint: string | undefined, connect: () => Promise<string>): Promise<INodeCredentialTestResult> {
	if (complaint) return { status: 'Error', message: complaint };
	try {
		return { status: 'OK', message: await connect() };
	} catch (error) {
		return { status: 'Error', message: messageOf(error) };
	}
}

/** Says for which shop the credential works, or which field is wrong. */
export async function testAmazonCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	return await outcomeOf(complaintOfAmazon(data), async () => {
		const client = createAmazonClient(toAmazonCredentials(data), { clock: runtime.clock });
		return await describeAmazon(client);
	});
}

/** Says on which site the credential works, or which field is wrong. */
export async function testErpCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	return await outcomeOf(complaintOfErp(data), async () => {
		const client = createErpClient(toErpCredentials(data), { clock: runtime.clock, timeoutMs: ERP_TIMEOUT_MS });
		return await describeErp(client);
	});
}
