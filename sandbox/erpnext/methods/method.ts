import type { Session } from '../session';

/** Arguments of a method: query and body together. */
export type Arguments = Record<string, unknown>;

export interface Method {
	call: (session: Session, args: Arguments) => unknown;
	/** Changes something: counted by tests of dry runs. */
	writes: boolean;
	/** A guest may call it. */
	open?: boolean;
}

/** An answer without `message`, as methods that return nothing give it. */
export const NOTHING = Symbol('nothing');

export function wanted(args: Arguments, name: string): string {
	const value = args[name];
	return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}
