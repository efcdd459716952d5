import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startCompute } from '@modeseek/backend';
import type { Gpu } from '@modeseek/backend/src/webgpu/gpu.ts';
import { gpuOf } from '@modeseek/backend/src/webgpu/kernels.ts';
import { UserError } from '@modeseek/core';

/**
 * Debian's Chromium brings a Vulkan loader and a software driver, SwiftShader: enough where there is no GPU.
 */
const CHROMIUM = '/usr/lib/chromium';
const SOFTWARE_DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
const SOFTWARE = { LD_LIBRARY_PATH: CHROMIUM, VK_DRIVER_FILES: SOFTWARE_DRIVER };

/**
 * What a script prints that calls `onGpu`. It runs in a child process, which also shows that nothing keeps
 * that alive in the end.
 * @param script its name in this folder, and arguments
 * @returns null without any adapter
 */
export async function findings<T>(...script: string[]): Promise<T | null> {
  const found = await run<T>(script);
  return found ?? (existsSync(SOFTWARE_DRIVER) ? run(script, SOFTWARE) : null);
}

/** The same in a page of Chromium; null without one, or without WebGPU in it. */
export async function findingsInBrowser<T>(script: string): Promise<T | null> {
  return run(['webgpu-browser.fixture.ts', script]);
}

async function run<T>([script, ...args]: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<T | null> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', path, ...args],
    { env: { ...process.env, ...env }, timeout: 300_000 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

/** Prints what `check` finds as JSON; `null` without an adapter. */
export async function onGpu(check: (gpu: Gpu) => Promise<unknown>): Promise<void> {
  try {
    const compute = await startCompute('webgpu');
    console.log(JSON.stringify(await check(gpuOf(compute.kernels))));
    await compute.dispose();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.log('null');
  }
}
