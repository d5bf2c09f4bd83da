import type { ServerMessage } from './errors';
import type { Site } from './site';

export interface User {
	email: string;
	/** Empty for a guest. */
	roles: string[];
}

/** One request: who asks, of which site, and the messages that go with the answer. */
export interface Session {
	site: Site;
	user: User;
	messages: ServerMessage[];
	/** Milliseconds that the work so far takes on a real server (costs.ts). */
	workMs: number;
	/** Work that a real server would give to its background queue. */
	enqueue: (job: () => void) => void;
}

export const GUEST: User = { email: 'Guest', roles: [] };

export const MANAGER_ROLES = [
	'Sales User', 'Sales Manager', 'Sales Master Manager', 'Item Manager', 'Stock User', 'Stock Manager', 'Purchase Master Manager',
	'Accounts User', 'Accounts Manager', 'System Manager',
];
export const DAY_TO_DAY_ROLES = ['Sales User', 'Sales Master Manager', 'Item Manager'];
export const SALES_ROLES = ['Sales User'];
