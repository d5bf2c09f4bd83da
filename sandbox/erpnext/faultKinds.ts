import type { Fault } from '../faults';

function refusal(status: number, excType: string, exception: string): Fault {
	const trace = JSON.stringify([`Traceback (most recent call last):\n${exception}\n`]);
	return { kind: 'answer', status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ exception, exc_type: excType, exc: trace }) };
}

const htmlPage = (title: string): string => `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>nginx/1.24.0</center>\n</body>\n</html>\n`;

/** What goes wrong at an ERPNext under load, for a FaultPlan. */
export const ERPNEXT_FAULTS = {
	/** The database chose this request as the victim; nothing of it was written. */
	deadlock: refusal(500, 'QueryDeadlockError', "frappe.exceptions.QueryDeadlockError: (1213, 'Deadlock found when trying to get lock; try restarting transaction')"),
	/** Another request held the row for longer than 50 seconds; nothing was written. */
	lockWaitTimeout: refusal(500, 'QueryTimeoutError', "frappe.exceptions.QueryTimeoutError: (1205, 'Lock wait timeout exceeded; try restarting transaction')"),
	/** During `bench migrate`. */
	maintenance: refusal(503, 'SessionStopped', 'frappe.exceptions.SessionStopped: Session Stopped'),
	/** The site's own rate limiter. */
	rateLimited: { kind: 'answer', status: 429, headers: { 'Retry-After': '2', 'Content-Type': 'text/plain; charset=utf-8' }, body: 'Too Many Requests' },
	/** The worker was killed after two minutes, yet had already committed. */
	workerTimeoutAfterWrite: { kind: 'answer', status: 504, body: htmlPage('504 Gateway Time-out'), processed: true },
	/** The worker died before it began. */
	badGateway: { kind: 'answer', status: 502, body: htmlPage('502 Bad Gateway') },
} satisfies Record<string, Fault>;
