import { createHash, createHmac } from 'node:crypto';
import { invalidInput } from './apiAnswers';

const LIFETIME_MS = 24 * 60 * 60 * 1000;

interface Sealed<P> {
	/** Digest of everything that must be the same on the next page. */
	bound: string;
	position: P;
	issuedAt: number;
}

/** Opaque page tokens: signed, bound to the other parameters, good for 24 hours as the Orders model says. */
export class PageTokens {
	constructor(
		private readonly now: () => number,
		private readonly secret: string,
	) {}

	issue<P>(bound: unknown, position: P): string {
		const sealed: Sealed<P> = { bound: toDigest(bound), position, issuedAt: this.now() };
		const text = Buffer.from(JSON.stringify(sealed)).toString('base64url');
		return `${text}.${this.sign(text)}`;
	}

	/** Throws the 400 that Amazon answers; `isPosition` checks what `issue` was given. */
	read<P>(name: string, token: string, bound: unknown, isPosition: (value: unknown) => value is P): P {
		const [text = '', signature = ''] = token.split('.');
		if (signature !== this.sign(text)) throw invalidInput(`Invalid value for '${name}': the token is not known.`);
		const sealed: Sealed<unknown> = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
		if (sealed.bound !== toDigest(bound)) {
			throw invalidInput(`Invalid value for '${name}': the other parameters differ from those of the request that gave the token.`);
		}
		if (this.now() - sealed.issuedAt > LIFETIME_MS) throw invalidInput(`Invalid value for '${name}': the token has expired.`);
		if (!isPosition(sealed.position)) throw invalidInput(`Invalid value for '${name}': the token is of another operation.`);
		return sealed.position;
	}

	private sign(text: string): string {
		return createHmac('sha256', this.secret).update(text).digest('base64url').slice(0, 22);
	}
}

function toDigest(bound: unknown): string {
	return createHash('sha256').update(JSON.stringify(bound)).digest('base64url').slice(0, 22);
}
