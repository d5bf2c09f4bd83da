/**
 * At most two requests at ERPNext at once: the caller's own (customers, drafts) and those of the submit lane. Two of one
 * kind would wait for each other's locks (test/fixtures/erpnext-contract/README.md), so the lane does one task
 * after the other.
 */
export class SubmitLane {
	private running: Promise<void> = Promise.resolve();
	private failed: { error: unknown } | undefined;

	constructor(private readonly requestsInFlight: 1 | 2) {}

	/** Waits for the lane's last task, then starts this one; throws what an earlier task threw. */
	async start(task: () => Promise<void>): Promise<void> {
		await this.idle();
		await this.follow(task);
	}

	/** Starts this task once the lane's last one has ended, without waiting for either. */
	async follow(task: () => Promise<void>): Promise<void> {
		const before = this.running;
		this.running = before.then(async () => (this.failed ? undefined : await task())).catch((error: unknown) => {
			this.failed ??= { error };
		});
		if (this.requestsInFlight === 1) await this.idle();
	}

	/** Resolves when nothing runs; throws what a task threw. */
	async idle(): Promise<void> {
		await this.running;
		if (this.failed) throw this.failed.error;
	}

	/** Waits without throwing, so that nothing runs on after the caller gave up. */
	async drain(): Promise<void> {
		await this.running;
	}
}
