import type { Answer } from '../faults';

/** Thrown by route code for everything that Amazon refuses. */
export class ApiRefusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly details = '',
	) {
		super(message);
	}
}

export const invalidInput = (message: string, details = '') => new ApiRefusal(400, 'InvalidInput', message, details);
export const notFound = (message: string) => new ApiRefusal(404, 'NotFound', message);
/** Amazon leaves `details` empty for another seller's data (seen in its developers' reports, e.g. selling-partner-api-models#1117). */
export const accessDenied = (details = '') =>
	new ApiRefusal(403, 'Unauthorized', 'Access to requested resource is denied.', details);
export const quotaExceeded = () =>
	new ApiRefusal(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');

export function toRefusalBody(refusal: ApiRefusal): unknown {
	return { errors: [{ code: refusal.code, message: refusal.message, details: refusal.details }] };
}

export function toJsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
	return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: body === undefined ? '' : JSON.stringify(body) };
}
