import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';

/** How long this process's HTTP servers had a request under way, and the longest of each path. */
export class BusyTime {
	private underWay = 0;
	private sinceMs = 0;
	private sumMs = 0;
	private readonly longestMs = new Map<string, number>();

	watch(): void {
		subscribe('http.server.request.start', (message) => {
			if (!isExchange(message)) return;
			const path = (message.request.url ?? '').replace(/\?.*$/, '');
			const startedMs = performance.now();
			if (this.underWay === 0) this.sinceMs = startedMs;
			this.underWay += 1;
			message.response.once('close', () => {
				const endedMs = performance.now();
				this.underWay -= 1;
				if (this.underWay === 0) this.sumMs += endedMs - this.sinceMs;
				this.longestMs.set(path, Math.max(this.longestMs.get(path) ?? 0, endedMs - startedMs));
			});
		});
	}

	tally(): { busyMs: number; longestMs: Record<string, number> } {
		const open = this.underWay > 0 ? performance.now() - this.sinceMs : 0;
		return { busyMs: this.sumMs + open, longestMs: Object.fromEntries(this.longestMs) };
	}
}

function isExchange(message: unknown): message is { request: IncomingMessage; response: ServerResponse } {
	return typeof message === 'object' && message !== null && 'request' in message && 'response' in message;
}
