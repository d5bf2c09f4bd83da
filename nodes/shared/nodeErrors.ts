import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { AmazonApiError, QuotaExhaustedError } from '../../lib/amazon/errors';
import { ErpApiError, ErpSettingsError } from '../../lib/erpnext/errors';

export function messageOf(error: unknown): string {
	if (error instanceof ErpSettingsError) return error.sentences.join(' ');
	return error instanceof Error ? error.message : String(error);
}

interface Told {
	message: string;
	/** What to do next, and the vendor's own words. */
	description?: string;
	status?: number;
	/** What n8n shows under "details"; never headers or tokens. */
	data: JsonObject;
}

const sentences = (...parts: Array<string | undefined>): string | undefined =>
	parts.filter((part) => part !== undefined && part !== '').join(' ') || undefined;

function fromAmazon(error: AmazonApiError): Told {
	const { operation, status, code, requestId, detail } = error;
	return {
		message: error.message,
		description: sentences(
			detail && detail !== error.message ? `Amazon says: ${detail}` : undefined,
			requestId && `(Amazon's request id ${requestId})`,
		),
		status,
		data: { operation, code, ...(requestId ? { requestId } : {}), ...(detail ? { detail } : {}) },
	};
}

function fromErp(error: ErpApiError): Told {
	const { status, excType, detail } = error;
	return {
		message: error.message,
		description: detail ? `ERPNext says: ${detail}` : undefined,
		// 0 stands for "no answer came".
		status: status || undefined,
		data: { ...(excType ? { excType } : {}), ...(detail ? { detail } : {}) },
	};
}

function apiError(node: INode, told: Told, itemIndex: number): NodeApiError {
	const { message, description, status } = told;
	const httpCode = status === undefined ? undefined : String(status);
	// A fresh one from plain facts: wrapping the original would bring its own message and request along.
	const error = new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
	// n8n puts a text of its own in the place of messages that hold a well-known code such as ECONNREFUSED.
	error.message = message;
	error.description = description ?? null;
	error.context.data = told.data;
	return error;
}

/** The only converter of lib's errors to n8n's. What is n8n's already stays as it is. */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof AmazonApiError) return apiError(node, fromAmazon(error), itemIndex);
	if (error instanceof ErpApiError) return apiError(node, fromErp(error), itemIndex);
	const description =
		error instanceof QuotaExhaustedError ? 'A later run goes on from there. Nothing is lost.' : undefined;
	return new NodeOperationError(node, messageOf(error), { itemIndex, description });
}
