import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

/** Debian's Chromium brings a Vulkan loader and a software driver, SwiftShader: enough where there is no GPU. */
const CHROMIUM = '/usr/lib/chromium';
const SOFTWARE_DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;

/** In a child process, which also shows that nothing keeps it alive after `dispose`. */
async function run(env: NodeJS.ProcessEnv): Promise<Record<string, number> | null> {
  const fixture = fileURLToPath(new URL('./webgpu-parity.fixture.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', fixture],
    { env: { ...process.env, ...env }, timeout: 90_000 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

const software = { LD_LIBRARY_PATH: CHROMIUM, VK_DRIVER_FILES: SOFTWARE_DRIVER };
const errors = (await run({})) ?? (existsSync(SOFTWARE_DRIVER) ? await run(software) : null);

(errors ? test : test.skip)('tfjs on WebGPU agrees with the reference', () => {
  for (const error of Object.values(errors!)) expect(error).toBeLessThan(1e-4);
  expect(Object.keys(errors!)).toEqual(['density', 'colour', 'table', 'hidden.weight', 'output.weight']);
});
