/** `npm test`: type check, lint, then every test; ends with one line of real counts. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureInstalled, projectFolder, requireFitNode } from './bootstrap.mjs';

requireFitNode();
ensureInstalled();

const bin = (...parts) => join(projectFolder, 'node_modules', ...parts);
const counts = { passed: 0, failed: 0, skipped: 0 };

function run(script, args) {
	return spawnSync(process.execPath, [script, ...args], { cwd: projectFolder, stdio: 'inherit' }).status === 0;
}

function check(title, script, args) {
	console.log(`\n${title} ...`);
	counts[run(script, args) ? 'passed' : 'failed'] += 1;
}

check('Type check', bin('typescript', 'bin', 'tsc'), ['-p', '.']);
check('Lint', bin('eslint', 'bin', 'eslint.js'), ['.']);

const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-amazon-erpnext-'));
try {
	const resultFile = join(folder, 'jest.json');
	console.log('\nTests ...');
	const ranWell = run(bin('jest', 'bin', 'jest.js'), ['--json', '--outputFile', resultFile, ...process.argv.slice(2)]);
	const result = JSON.parse(readFileSync(resultFile, 'utf8'));
	counts.passed += result.numPassedTests;
	counts.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
	counts.skipped += result.numPendingTests;
	// Jest may refuse for a reason that is no test's, e.g. an open handle that was forced shut.
	if (!ranWell && counts.failed === 0) counts.failed += 1;
} catch (cause) {
	console.error(`Jest left no result: ${cause.message}`);
	counts.failed += 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}

console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`);
process.exit(counts.failed === 0 ? 0 : 1);
