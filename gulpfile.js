const { dest, parallel, src } = require('gulp');

// Icons and codex files are read by n8n beside the compiled nodes and credentials; tsc does not carry them.
const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
const templates = () => src('workflows/*.json').pipe(dest('dist/workflows'));

exports.build = parallel(icons, codex, templates);
