import { FrappeError } from './errors';
import { GUEST, type User } from './session';

export interface ApiUser {
	email: string;
	roles: string[];
	apiKey: string;
	apiSecret: string;
}

/** People with API keys. */
export class Users {
	private readonly byKey = new Map<string, ApiUser>();

	add(email: string, roles: string[]): ApiUser {
		const number = this.byKey.size + 1;
		const user: ApiUser = { email, roles: [...roles], apiKey: `sandboxkey${number}`, apiSecret: `sandboxsecret${number}` };
		this.byKey.set(user.apiKey, user);
		return user;
	}

	get count(): number {
		return this.byKey.size;
	}

	/** `token key:secret` or Basic; nothing at all is a guest. Throws AuthenticationError (recorded: who and what/who am I, unknown key). */
	identify(header: string | undefined): User {
		if (!header) return GUEST;
		const [scheme = '', credentials = ''] = header.trim().split(/\s+/, 2);
		const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString('utf8') : credentials;
		const separator = pair.indexOf(':');
		const user = this.byKey.get(pair.slice(0, separator));
		const schemeKnown = scheme.toLowerCase() === 'basic' || scheme.toLowerCase() === 'token';
		if (!schemeKnown || !user || user.apiSecret !== pair.slice(separator + 1)) {
			throw new FrappeError(401, 'AuthenticationError', { exception: 'frappe.exceptions.AuthenticationError', messages: [] });
		}
		return user;
	}
}
