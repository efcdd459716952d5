// Runs a script in a page of Chromium, on software WebGPU, and prints what it leaves as `findings`; `null`
// where there is no Chromium.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, type Plugin, type Rolldown } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from './chromium.fixture.ts';

const PAGE = 'http://127.0.0.1/';
const FLAGS = [...CHROMIUM_FLAGS, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** Milliseconds: a busy machine takes its time. */
const PATIENCE = 120_000;

/**
 * Nothing is stubbed: what only Node has fails the bundle. What stands for Node's way to a GPU is the page's
 * own.
 */
const forPage: Plugin = {
  name: 'for-page',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === './webgpu.fixture.ts')
      return fileURLToPath(new URL('webgpu-page.fixture.ts', import.meta.url));
    // Libraries that run in both look at where they are before they import.
    if (/^node:/.test(id) && !importer?.includes('node_modules')) throw new Error(`a page has no ${id}`);
  },
};

/** The script, as `script.js`, and what it loads, by name. */
async function bundle(script: string): Promise<Map<string, string | Uint8Array>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [forPage],
    resolve: { conditions: ['source'] },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rolldownOptions: {
        input: fileURLToPath(new URL(script, import.meta.url)),
        output: { entryFileNames: 'script.js', chunkFileNames: '[name].js' },
      },
    },
  });
  const [{ output }] = [result].flat() as Rolldown.RolldownOutput[];
  return new Map(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
}

const executablePath = findChromium();
if (executablePath) {
  const files = await bundle(process.argv[2]);
  const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: PATIENCE });
  const page = await browser.newPage();
  const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
  await page.route(`${PAGE}**`, (route) => {
    const name = route.request().url().slice(PAGE.length);
    const code = files.get(name);
    if (name === '') {
      const body = '<!doctype html><script type="module" src="script.js"></script>';
      return route.fulfill({ contentType: 'text/html', body });
    }
    if (code === undefined) return route.fulfill({ status: 404 });
    const contentType = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    return route.fulfill({ contentType, body: typeof code === 'string' ? code : Buffer.from(code) });
  });
  await page.goto(PAGE, { timeout: PATIENCE });
  const found = page.waitForFunction(() => (globalThis as { findings?: string }).findings, null, {
    timeout: 0,
  });
  console.log(await (await Promise.race([found, failed])).jsonValue());
  await browser.close();
} else console.log('null');
