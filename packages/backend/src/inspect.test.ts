import { expect, test } from '@jest/globals';
import { inspectMachine } from './inspect.ts';
import { installedVersion, probe } from './probe.ts';

test('the report names this machine and what auto would take', async () => {
  const report = await inspectMachine();
  expect(report.node).toBe(process.versions.node);
  expect(report.cpu.cores).toBeGreaterThan(0);
  expect(report.memoryMiB.total).toBeGreaterThan(report.memoryMiB.free);
  expect(report.webassembly.threads).toBe(true);
  expect(report.versions.webgpu).toMatch(/^\d+\.\d+\.\d+$/);
  expect(report.onnxruntime?.providers ?? []).toContain('cpu');
  const { binding, problem } = report.tensorflow;
  expect(binding === null && problem === null).toBe(false);
  expect(report.auto.backend).toBe(report.adapter?.hardware ? 'webgpu' : 'wasm');
});

test('a probe returns the answer, whatever else is printed', async () => {
  expect(await probe('webgpu', `console.log('driver says hello'); return typeof exports.create;`)).toBe(
    'function',
  );
});

test('a probe has no telemetry', async () => {
  delete process.env.ORT_DISABLE_TELEMETRY;
  expect(await probe('webgpu', 'return process.env.ORT_DISABLE_TELEMETRY;')).toBe('1');
});

test.each([
  ['crashes', 'process.abort();'],
  ['throws', "throw new Error('no');"],
  ['hangs', 'await new Promise(() => setInterval(() => {}, 1000));'],
])('a probe that %s answers null', async (_, script) => {
  expect(await probe('webgpu', script, 3000)).toBeNull();
});

test('a package that is not installed has no version and answers null', async () => {
  expect(installedVersion('webgpu')).toMatch(/^\d+\.\d+\.\d+$/);
  expect(installedVersion('@modeseek/no-such-package')).toBeNull();
  expect(await probe('@modeseek/no-such-package', 'return 1;')).toBeNull();
});
