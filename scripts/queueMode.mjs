/** `npm run queue-mode`: hands over to scripts/queueMode/main.ts on the Node that n8n needs. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { ensureInstalled, node24, projectFolder, requireFitNode } from './bootstrap.mjs';

requireFitNode();
ensureInstalled();

const tsx = join(projectFolder, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const { status } = spawnSync(node24, [tsx, join('scripts', 'queueMode', 'main.ts'), ...process.argv.slice(2)], { cwd: projectFolder, stdio: 'inherit' });
process.exit(status ?? 1);
