/** The one line about a run that people read. Pure. */
import { grouped } from '../grouped';
import { SYNC_ACTIONS, type SyncAction, type SyncStream } from './types';

const inWords = (action: SyncAction): string => (action === 'notImported' ? 'not imported' : action);

export function thingsOf(stream: SyncStream, count: number): string {
	const word = stream === 'products' ? 'SKU' : 'order';
	return `${grouped(count)} ${word}${count === 1 ? '' : 's'}`;
}

export interface MessageFacts {
	stream: SyncStream;
	listed: number;
	counts: Record<SyncAction, number>;
	/** Of the unchanged ones, those that another connector or a person wrote. */
	foreign: number;
	/** Undefined in a dry run, which looks at no issues. */
	openIssues?: number;
	isDryRun: boolean;
	more: boolean;
	/** E.g. how far a backfill is. */
	also: string;
}

/** E.g. "250 orders: 214 created, 36 not imported, 0 wait". */
export function toMessage({ stream, listed, counts, foreign, openIssues, isDryRun, more, also }: MessageFacts): string {
	const told = { ...counts, unchanged: counts.unchanged - foreign };
	const parts = SYNC_ACTIONS.filter((action) => told[action] > 0).map((action) => `${grouped(told[action])} ${inWords(action)}`);
	if (foreign > 0) parts.push(`${grouped(foreign)} already there (not ours)`);
	if (listed === 0 && !more) parts.push('nothing new');
	if (openIssues !== undefined) parts.push(openIssues === 1 ? '1 waits' : `${grouped(openIssues)} wait`);
	const line = [`${thingsOf(stream, listed)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`];
	if (also) line.push(also);
	if (more) line.push('more waits at Amazon and the next run goes on');
	return `${isDryRun ? 'Dry run, nothing was written: ' : ''}${line.join('; ')}`;
}
