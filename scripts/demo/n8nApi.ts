/** n8n's REST interface, as far as the demo needs it (see N8N's own editor: the same calls). */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import axios, { type AxiosInstance } from 'axios';

import type { DemoFolders } from './n8nInstall';

const POLL_MS = 250;
const EXECUTION_LIMIT_MS = 15 * 60_000;

interface Owner {
	email: string;
	password: string;
}

/** The demo's own owner; the password is random, kept beside the n8n that it opens, and never printed. */
function demoOwner(folders: DemoFolders): Owner {
	const file = join(folders.demo, 'owner.json');
	if (!existsSync(file)) {
		const owner: Owner = { email: 'demo@example.com', password: `A1${randomBytes(18).toString('base64url')}` };
		writeFileSync(file, JSON.stringify(owner), { mode: 0o600 });
	}
	return JSON.parse(readFileSync(file, 'utf8')) as Owner;
}

/** What one node of an execution gave: its first output's items. */
export type NodeOutput = Array<{ json: Record<string, unknown> }>;

export interface Execution {
	id: string;
	status: string;
	message?: string;
	output(node: string): NodeOutput;
}

interface ExecutionData {
	id: string;
	status: string;
	data?: {
		resultData?: {
			error?: { message?: string; description?: string };
			runData?: Record<string, Array<{ data?: { main?: Array<NodeOutput | null> } }>>;
		};
	};
}

export class N8nApi {
	private constructor(
		private readonly http: AxiosInstance,
		/** The session cookie, for a browser that is to open signed in. */
		readonly cookie: string,
		private readonly apiKey: string,
	) {}

	/** Sets the owner up where there is none, and logs in. */
	static async signIn(url: string, folders: DemoFolders): Promise<N8nApi> {
		const owner = demoOwner(folders);
		const http = axios.create({ baseURL: url, timeout: 60_000 });
		// Answers 400 once an owner stands; then logging in is all that is left.
		await http.post('/rest/owner/setup', { ...owner, firstName: 'Demo', lastName: 'Seller' }, { validateStatus: () => true });
		const login = await http.post('/rest/login', { emailOrLdapLoginId: owner.email, password: owner.password });
		const cookie = (login.headers['set-cookie'] ?? []).map((value) => value.split(';')[0]).join('; ');
		const signedIn = axios.create({ baseURL: url, timeout: 60_000, headers: { Cookie: cookie } });
		const scopes = await signedIn.get<{ data: string[] }>('/rest/api-keys/scopes');
		const key = await signedIn.post<{ data: { rawApiKey: string } }>('/rest/api-keys', {
			label: `demo ${Date.now()}`,
			scopes: scopes.data.data,
			expiresAt: null,
		});
		return new N8nApi(signedIn, cookie, key.data.data.rawApiKey);
	}

	/** Puts the workflow's schedule to work. */
	async publish(workflowId: string): Promise<void> {
		await this.http.post(`/api/v1/workflows/${workflowId}/publish`, {}, { headers: { 'X-N8N-API-KEY': this.apiKey } });
	}

	/** What "Execute workflow" does in the editor, waited for to its end. */
	async execute(workflowId: string, trigger: string): Promise<Execution> {
		const started = await this.http.post<{ data: { executionId: string } }>(`/rest/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name: trigger },
		});
		const id = started.data.data.executionId;
		const deadline = Date.now() + EXECUTION_LIMIT_MS;
		while (Date.now() < deadline) {
			const execution = await this.findFinishedExecution(id);
			if (execution) return execution;
			await new Promise((resolve) => setTimeout(resolve, POLL_MS));
		}
		throw new Error(`Execution ${id} of workflow ${workflowId} did not end within ${EXECUTION_LIMIT_MS / 60_000} minutes`);
	}

	private async findFinishedExecution(id: string): Promise<Execution | undefined> {
		const answer = await this.http.get<ExecutionData>(`/api/v1/executions/${id}?includeData=true`, {
			headers: { 'X-N8N-API-KEY': this.apiKey },
			validateStatus: (status) => status === 200 || status === 404,
		});
		if (answer.status === 404 || ['new', 'running', 'waiting'].includes(answer.data.status)) return undefined;
		const result = answer.data.data?.resultData;
		return {
			id,
			status: answer.data.status,
			message: [result?.error?.message, result?.error?.description].filter(Boolean).join(' - ') || undefined,
			output: (node) => result?.runData?.[node]?.at(-1)?.data?.main?.[0] ?? [],
		};
	}
}
