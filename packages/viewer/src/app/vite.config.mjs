import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  base: './',
  logLevel: 'error',
  build: { assetsInlineLimit: 0, emptyOutDir: true },
  // In a checkout our packages are TypeScript.
  resolve: { conditions: ['source', ...defaultClientConditions] },
});
