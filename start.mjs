/** `npm start`: the whole line on this machine. Installs what is missing, then hands over to scripts/demo/main.ts. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { ensureInstalled, node24, projectFolder, requireFitNode } from './scripts/bootstrap.mjs';

requireFitNode();
ensureInstalled();

const tsx = join(projectFolder, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const demo = spawn(node24, [tsx, join('scripts', 'demo', 'main.ts'), ...process.argv.slice(2)], {
	cwd: projectFolder,
	stdio: 'inherit',
});
// Ctrl-C reaches the whole process group; the demo stops its own servers and says so, this one only waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => demo.kill('SIGTERM'));
demo.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
