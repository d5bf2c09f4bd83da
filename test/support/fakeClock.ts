import type { Clock } from '../../lib/clock';

/** A clock that a test turns by hand; sleeping moves it on at once and is written down. */
export class FakeClock implements Clock {
	readonly sleeps: number[] = [];

	constructor(private current = Date.parse('2026-11-24T12:00:00Z')) {}

	now(): number {
		return this.current;
	}

	async sleep(ms: number): Promise<void> {
		this.sleeps.push(ms);
		this.advance(ms);
		await Promise.resolve();
	}

	advance(ms: number): void {
		this.current += ms;
	}
}
