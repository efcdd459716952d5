// What webgpu.fixture.ts is in Node, in a page.
import { Gpu } from '@modeseek/backend/src/webgpu/gpu.ts';

/** Leaves what `check` finds, as JSON, for who has opened the page. */
export async function onGpu(check: (gpu: Gpu) => Promise<unknown>): Promise<void> {
  // A browser of before WebGPU has no `gpu`.
  const adapter = await (navigator.gpu as GPU | undefined)?.requestAdapter();
  const findings = adapter ? await check(new Gpu(await adapter.requestDevice())) : null;
  Object.assign(globalThis, { findings: JSON.stringify(findings) });
}
