import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const page = (name) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig({
  base: './',
  logLevel: 'error',
  build: {
    assetsInlineLimit: 0,
    emptyOutDir: true,
    rolldownOptions: { input: [page('index.html'), page('run-list.html')] },
  },
  // In a checkout our packages are TypeScript.
  resolve: { conditions: ['source', ...defaultClientConditions] },
});
