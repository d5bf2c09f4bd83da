/**
 * `node untilParentEnds.mjs <program> ...`: runs a Node program that ends with the process that started it, killed ones
 * included: the pipe on standard input closes then. Else n8n would go on and hold its port, and a command of its that finds
 * nobody to print to spins for ever.
 */
import { createRequire } from 'node:module';

process.argv.splice(1, 1);
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume();
createRequire(import.meta.url)(process.argv[1]);
