import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

/** Debian's Chromium brings a Vulkan loader and a software driver, SwiftShader: enough where there is no GPU. */
const CHROMIUM = '/usr/lib/chromium';
const SOFTWARE_DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;

interface Findings {
  errors: Record<string, Record<string, number>>;
  repeats: boolean;
  goesOn: boolean;
  nothingOutside: boolean;
  finite: boolean[];
}

/** In a child process, which also shows that nothing keeps it alive after `dispose`. */
async function run(env: NodeJS.ProcessEnv): Promise<Findings | null> {
  const fixture = fileURLToPath(new URL('./webgpu-parity.fixture.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', fixture],
    { env: { ...process.env, ...env }, timeout: 120_000 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

const software = { LD_LIBRARY_PATH: CHROMIUM, VK_DRIVER_FILES: SOFTWARE_DRIVER };
const findings = (await run({})) ?? (existsSync(SOFTWARE_DRIVER) ? await run(software) : null);

(findings ? describe : describe.skip)('on WebGPU', () => {
  const { errors, repeats, goesOn, nothingOutside, finite } = findings ?? ({ errors: {} } as Findings);

  test.each(Object.entries(errors))('%s: agrees with the reference', (_, of) => {
    expect(Object.entries(of).filter(([, error]) => !(error < 1e-4))).toEqual([]);
    expect(Object.keys(of)).toHaveLength(14);
  });

  test('the same calls give the same bytes', () => {
    expect(repeats).toBe(true);
  });

  test('a field and its optimiser go on from the state of others as those do', () => {
    expect(goesOn).toBe(true);
  });

  test('outside the cube, and at no number, density and colour are 0 and nothing gets a gradient', () => {
    expect(nothingOutside).toBe(true);
  });

  test('a gradient that is not finite is found', () => {
    expect(finite).toEqual([true, false]);
  });
});
