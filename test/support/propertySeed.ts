/**
 * Property tests draw the same cases on every machine, so that a run of `npm test` proves the change that it ran on.
 * FC_SEED=<number> draws others, FC_SEED=random new ones each time; fast-check prints the seed of what it finds.
 */
import fc from 'fast-check';

const USUAL_SEED = 20_261_126;

const { FC_SEED: seed = String(USUAL_SEED) } = process.env;
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
