import type { Clock } from '../../lib/clock';
import type { ApiRequest } from './routes';

/** How long requests take. */
export class Pace {
	constructor(
		private readonly clock: Clock,
		private readonly latency: 'none' | 'measured',
	) {}

	async run<T>(_request: ApiRequest, _subject: string, work: () => T): Promise<T> {
		if (this.latency === 'none') return work();
		await this.clock.sleep(0);
		return work();
	}
}
