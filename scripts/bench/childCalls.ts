/** Questions to a child process and its answers, over Node's own channel. */
import { type ChildProcess, fork } from 'node:child_process';

interface Question {
	id: number;
	question: unknown;
}
interface Reply {
	id: number;
	answer?: unknown;
	error?: string;
}

export interface Child {
	ask<Answer>(question: unknown): Promise<Answer>;
	/** Ends the process. */
	close(): Promise<void>;
}

/** Starts a TypeScript file as this process was started; `flags` are Node's. */
export function startChild(file: string, flags: string[] = []): Child {
	const child = fork(file, { execArgv: [...process.execArgv, ...flags], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
	let asked = 0;
	child.on('message', ({ id, answer, error }: Reply) => {
		const { resolve, reject } = waiting.get(id) ?? {};
		waiting.delete(id);
		if (error === undefined) resolve?.(answer);
		else reject?.(new Error(error));
	});
	child.once('exit', (code, signal) => {
		for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${signal ?? code}`));
		waiting.clear();
	});
	return {
		ask: async <Answer>(question: unknown) =>
			await new Promise<Answer>((resolve, reject) => {
				asked += 1;
				// Both ends of the channel are this folder's own: the caller names what its question is answered with.
				waiting.set(asked, { resolve: (answer) => resolve(answer as Answer), reject });
				child.send({ id: asked, question } satisfies Question);
			}),
		close: async () => await endOf(child),
	};
}

async function endOf(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	// The child hears it and goes (see `answerQuestions`).
	child.disconnect();
	await ended;
}

/** The child's side; it ends with its parent. */
export function answerQuestions<Asked>(answer: (question: Asked) => Promise<unknown>): void {
	process.on('message', ({ id, question }: { id: number; question: Asked }) => {
		answer(question).then(
			(given) => process.send?.({ id, answer: given } satisfies Reply),
			(error: unknown) => process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Reply),
		);
	});
	process.once('disconnect', () => process.exit(0));
}
