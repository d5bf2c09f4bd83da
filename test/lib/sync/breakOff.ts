import type { FaultPlan } from '../../../sandbox/faults';

/**
 * From request number `at` on nothing gets through any more, as if the process had died there; `afterProcessing`: that one
 * request still did its work.
 */
export function breakOff(faults: FaultPlan, at: number, when: 'beforeProcessing' | 'afterProcessing'): void {
	let seen = 0;
	faults.add({
		match: () => {
			seen += 1;
			return seen === at;
		},
		fault: { kind: 'cut', when },
	});
	faults.add({ match: () => seen > at, fault: { kind: 'cut', when: 'beforeProcessing' } });
}
