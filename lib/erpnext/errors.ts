/** What ERPNext, or the way to it, answers when it does not do as asked, and what to make of it. */
import { isCertificateCode, isUnreachedCode } from '../networkCodes';

export interface ErpErrorFacts {
	/** HTTP status; 0 when no answer came. */
	status: number;
	/** Frappe's name of the cause, e.g. `UniqueValidationError`; empty where it gave none. */
	excType: string;
	/** ERPNext's own words as plain text, without HTML. */
	reason: string;
	method: string;
	/** Path of the request, decoded, without query. */
	path: string;
	/** Node's code of a network cause, e.g. `ECONNRESET`. */
	code?: string;
	retryAfterMs?: number;
}

const DEADLOCK = /QueryDeadlockError|QueryTimeoutError|LockTimeoutError|\(1213,|\(1205,|Deadlock found|Lock wait timeout/i;
/** MariaDB gone away, refusing or lost: nothing else will work either. */
const DATABASE_GONE = /\((2002|2003|2006|2013|1040|1203),/;

/** Thrown by every method of ErpClient. `message` is for people; never holds keys. */
export class ErpApiError extends Error implements ErpErrorFacts {
	override readonly name = 'ErpApiError';
	readonly status: number;
	readonly excType: string;
	readonly reason: string;
	readonly method: string;
	readonly path: string;
	readonly code?: string;
	readonly retryAfterMs?: number;

	constructor(message: string, facts: ErpErrorFacts) {
		super(message);
		this.status = facts.status;
		this.excType = facts.excType;
		this.reason = facts.reason;
		this.method = facts.method;
		this.path = facts.path;
		this.code = facts.code;
		this.retryAfterMs = facts.retryAfterMs;
	}

	/** ERPNext's own words where the message does not hold them already. */
	get detail(): string | undefined {
		return this.reason !== '' && !this.message.includes(this.reason) ? this.reason : undefined;
	}

	/** The name is taken (recorded: items/code taken). Names compare without case, accents and trailing blanks. */
	get isDuplicate(): boolean {
		return this.excType === 'DuplicateEntryError';
	}

	/** A unique field holds that value already (recorded: sales orders/same amazon id, other customer). */
	get isUniqueViolation(): boolean {
		return this.excType === 'UniqueValidationError';
	}

	/** Somebody else saved the document since it was read (recorded: custom fields and doctypes/save with an old modified time). */
	get isTimestampMismatch(): boolean {
		return this.excType === 'TimestampMismatchError';
	}

	get isPermission(): boolean {
		return this.status === 403;
	}

	/** The document, or one that it links to, is not there (recorded: sales orders/unknown item). */
	get isMissing(): boolean {
		return this.status === 404 && this.excType === 'DoesNotExistError';
	}

	/** The document type itself is not there (recorded: who and what/unknown doctype). */
	get isUnknownDocType(): boolean {
		return this.isMissing && /^DocType .+ not found$/.test(this.reason);
	}

	/** A list named a field that is not there (recorded: items/list an unknown field). */
	get isUnknownField(): boolean {
		return this.excType === 'DataError' && this.reason.startsWith('Field not permitted in query');
	}

	/** Two transactions met and this one was rolled back whole: the same request may be sent again. */
	get isDeadlock(): boolean {
		return this.status >= 500 && DEADLOCK.test(`${this.excType} ${this.reason}`);
	}

	/**
	 * Nothing else will work either, so the whole run must end: no answer, a key that is not accepted, maintenance, too
	 * many requests, a page in place of an answer. A 500 with a cause of its own is not: it belongs to one document.
	 */
	get isDown(): boolean {
		if (this.status === 0 || this.status === 401 || this.status === 429) return true;
		if (this.status >= 502 || DATABASE_GONE.test(this.reason)) return true;
		// Frappe always names a cause; without one it was not Frappe that answered.
		return this.excType === '';
	}

	/** The request never arrived, so nothing was done. */
	get isUnreached(): boolean {
		return this.status === 0 && (isUnreachedCode(this.code ?? '') || this.isCertificate);
	}

	get isCertificate(): boolean {
		return isCertificateCode(this.code ?? '');
	}

	/** Nobody knows whether it was carried out: no answer came back, or a gateway gave up waiting. */
	get isOutcomeUnknown(): boolean {
		if (this.status === 0) return !this.isUnreached;
		// A gateway's own 500 or 503 carries no cause of Frappe's.
		return [408, 502, 504].includes(this.status) || (this.status >= 500 && this.excType === '');
	}
}

/** Settings, rights or set-up that a person must put right before a run may begin; one sentence for each. */
export class ErpSettingsError extends Error {
	override readonly name = 'ErpSettingsError';

	constructor(readonly sentences: string[]) {
		super(sentences.join('\n'));
	}
}

type Question =
	| 'isDuplicate'
	| 'isUniqueViolation'
	| 'isTimestampMismatch'
	| 'isPermission'
	| 'isMissing'
	| 'isUnknownDocType'
	| 'isUnknownField'
	| 'isDown'
	| 'isOutcomeUnknown';

function asks(question: Question) {
	return (error: unknown): error is ErpApiError => error instanceof ErpApiError && error[question];
}

/** The same questions, of anything that was thrown. */
export const isDuplicate = asks('isDuplicate');
export const isUniqueViolation = asks('isUniqueViolation');
export const isTimestampMismatch = asks('isTimestampMismatch');
export const isPermission = asks('isPermission');
export const isMissing = asks('isMissing');
export const isUnknownDocType = asks('isUnknownDocType');
export const isUnknownField = asks('isUnknownField');
export const isDown = asks('isDown');
export const isOutcomeUnknown = asks('isOutcomeUnknown');
