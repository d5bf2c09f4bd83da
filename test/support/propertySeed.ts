/**
 * Property tests draw the same cases on every machine, so that a run of `npm test` proves the change that it ran on.
 * FC_SEED=<number> draws others, FC_SEED=random new ones each time; what fails prints the seed.
 */
import fc from 'fast-check';

const USUAL_SEED = 20_261_126;

function readSeed(given: string | undefined): number {
	if (given === 'random') return Math.floor(Math.random() * 2 ** 31);
	return Number(given ?? USUAL_SEED);
}

export const PROPERTY_SEED = readSeed(process.env.FC_SEED);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: PROPERTY_SEED });
