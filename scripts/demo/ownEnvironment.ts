/** What n8n reads from its environment: a shell set up for another n8n would lend its database, queue or key to the demo. */
const READ_BY_N8N = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_URL$)/;
/** The demo's own, in the README. */
const OURS = ['N8N_PORT'];

export function forgetOtherN8n(env: NodeJS.ProcessEnv): void {
	for (const name of Object.keys(env)) if (READ_BY_N8N.test(name) && !OURS.includes(name)) delete env[name];
}
