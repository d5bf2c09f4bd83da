/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// The machine is there for the tests; a busy one must not fail them.
	maxWorkers: '100%',
	testTimeout: 60_000,
	roots: ['<rootDir>/test'],
	setupFiles: ['<rootDir>/test/support/propertySeed.ts'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
};
