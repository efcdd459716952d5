// Runs a script that calls `onGpu` in Chromium, on software WebGPU, and prints what it finds; `null` where there is no Chromium, or no WebGPU in it.
// Run by webgpu.browser.test.ts.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build, type Plugin, type Rolldown } from 'vite';
import { CHROMIUM_FLAGS, findChromium } from './chromium.fixture.ts';

const PAGE = 'http://127.0.0.1/';
const FLAGS = [...CHROMIUM_FLAGS, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
/** Milliseconds: a busy machine takes its time. */
const PATIENCE = 120_000;
/** Stands for whatever a browser does not have: exports nothing. */
const NOTHING = '\0nothing';

/** Ours, and what computes; all else that our packages import is for Node, and nothing on the GPU's way may call it. */
const browserOnly: Plugin = {
  name: 'browser-only',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === './webgpu.fixture.ts')
      return fileURLToPath(new URL('webgpu-page.fixture.ts', import.meta.url));
    return !importer || /^[./]|^@modeseek\/|^gl-matrix$/.test(id) ? undefined : NOTHING;
  },
  load: (id) => (id === NOTHING ? '' : undefined),
};

async function bundle(script: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [browserOnly],
    resolve: { conditions: ['source'] },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rolldownOptions: {
        input: fileURLToPath(new URL(script, import.meta.url)),
        treeshake: { moduleSideEffects: false },
        shimMissingExports: true,
      },
    },
  });
  const [{ output }] = [result].flat() as Rolldown.RolldownOutput[];
  return output[0].code;
}

const executablePath = findChromium();
if (executablePath) {
  const code = await bundle(process.argv[2]);
  const browser = await chromium.launch({ executablePath, args: FLAGS, timeout: PATIENCE });
  const page = await browser.newPage();
  const failed = new Promise<never>((_, reject) => page.on('pageerror', reject));
  await page.route(`${PAGE}**`, (route) =>
    route.fulfill(
      route.request().url() === PAGE
        ? { contentType: 'text/html', body: '<!doctype html><script type="module" src="script.js"></script>' }
        : { contentType: 'text/javascript', body: code },
    ),
  );
  await page.goto(PAGE, { timeout: PATIENCE });
  const found = page.waitForFunction(() => (globalThis as { findings?: string }).findings, null, {
    timeout: 0,
  });
  console.log(await (await Promise.race([found, failed])).jsonValue());
  await browser.close();
} else console.log('null');
