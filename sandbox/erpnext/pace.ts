import type { Clock } from '../../lib/clock';
import { crowdFactor, requestMs } from './costs';
import type { ApiRequest } from './routes';

/** Methods that handle many documents in one request. */
const BATCHES = /\.(insert_many|bulk_update|submit_cancel_or_update_docs|get_list|get_count)$/;

/** How long requests take: not at all, or as long as on the measured server. */
export class Pace {
	private inFlight = 0;
	/** Drafts wait here for one another: each request holds the naming series until it ends. */
	private seriesLock: Promise<void> = Promise.resolve();

	constructor(
		private readonly clock: Clock,
		private readonly latency: 'none' | 'measured',
	) {}

	/** `work` answers and says how many milliseconds of work that was. */
	async run<T>(request: ApiRequest, subject: string, work: () => { answer: T; workMs: number }): Promise<T> {
		if (this.latency === 'none') return work().answer;
		const release = this.takesSeries(request, subject) ? await this.takeSeriesLock() : undefined;
		this.inFlight += 1;
		try {
			const { answer, workMs } = work();
			const isBatch = request.method === 'GET' || BATCHES.test(subject);
			await this.clock.sleep(Math.round(requestMs(workMs, isBatch) * crowdFactor(this.inFlight)));
			return answer;
		} finally {
			this.inFlight -= 1;
			release?.();
		}
	}

	private takesSeries(request: ApiRequest, subject: string): boolean {
		if (request.method !== 'POST') return false;
		if (subject === 'Sales Order') return true;
		return /\.(insert|insert_many|submit)$/.test(subject) && JSON.stringify(request.body).includes('"Sales Order"');
	}

	private async takeSeriesLock(): Promise<() => void> {
		const before = this.seriesLock;
		let release: () => void = () => undefined;
		this.seriesLock = new Promise((resolve) => {
			release = () => resolve();
		});
		await before;
		return release;
	}
}
