import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';

export default [{ ignores: ['dist/**', '.demo/**', 'coverage/**'] }, ...configWithoutCloudSupport];
