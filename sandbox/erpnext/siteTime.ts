import { DateTime } from 'luxon';
import type { Clock } from '../../lib/clock';

/** The site's local time as ERPNext writes it, never the same microsecond twice. */
export class SiteTime {
	private lastMicros = 0;
	private cachedSecond = -1;
	private cachedText = '';
	private cachedZone = '';

	constructor(
		private readonly clock: Clock,
		/** IANA zone; may change while the site runs. */
		private readonly zone: () => string,
	) {}

	/** e.g. `2026-11-23 21:51:33.742761`. */
	now(): string {
		const micros = Math.max(this.clock.now() * 1000, this.lastMicros + 1);
		this.lastMicros = micros;
		const second = Math.floor(micros / 1_000_000);
		const zone = this.zone();
		if (second !== this.cachedSecond || zone !== this.cachedZone) {
			this.cachedSecond = second;
			this.cachedZone = zone;
			this.cachedText = DateTime.fromSeconds(second, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
		}
		return `${this.cachedText}.${String(micros % 1_000_000).padStart(6, '0')}`;
	}

	today(): string {
		return this.now().slice(0, 10);
	}
}
