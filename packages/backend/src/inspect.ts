import { availableParallelism, cpus, freemem, release, totalmem } from 'node:os';
import type { BackendName } from '@modeseek/core';
import { installedVersion, probe } from './probe.ts';
import { enableRelaxedSimd } from './relaxed-simd.ts';
import { chooseBackend, computeDefaults } from './start.ts';
import { inspectTensorflow, type TensorflowReport } from './tensorflow/inspect.ts';
import { findAdapter, type WebGpuAdapter } from './webgpu/adapter.ts';

/** What a machine has, for `yarn doctor`, bug reports and benchmarks. */
export interface MachineReport {
  /** Version, without the v. */
  node: string;
  /** Such as `linux x64 6.1.0`. */
  platform: string;
  cpu: { model: string; cores: number };
  memoryMiB: { total: number; free: number };
  webassembly: { threads: boolean; relaxedSimd: boolean };
  /** What WebGPU would use; null when no adapter answers. */
  adapter: WebGpuAdapter | null;
  /** Null when not installed; providers are empty when it does not load. */
  onnxruntime: { version: string; providers: string[] } | null;
  tensorflow: TensorflowReport;
  /** Versions of the packages that compute, by name. */
  versions: Record<string, string>;
  /** What `--backend auto` takes here. */
  auto: { backend: BackendName; reason: string; threads: number };
}

const PACKAGES = ['webgpu'];

/**
 * Looks at the machine. Native parts are asked in child processes: none can crash or hang this one. Takes
 * about a second.
 */
export async function inspectMachine(): Promise<MachineReport> {
  const [adapter, onnxruntime, tensorflow] = await Promise.all([
    findAdapter(),
    inspectOnnxruntime(),
    inspectTensorflow(),
  ]);
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch} ${release()}`,
    cpu: { model: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism() },
    memoryMiB: { total: mebibytes(totalmem()), free: mebibytes(freemem()) },
    webassembly: { threads: sharedMemoryWorks(), relaxedSimd: enableRelaxedSimd() },
    adapter,
    onnxruntime,
    tensorflow,
    versions: Object.fromEntries(PACKAGES.map((name) => [name, installedVersion(name) ?? 'not installed'])),
    auto: { ...chooseBackend(adapter), ...computeDefaults() },
  };
}

async function inspectOnnxruntime(): Promise<MachineReport['onnxruntime']> {
  const version = installedVersion('onnxruntime-node');
  if (!version) return null;
  const providers = await probe<string[]>(
    'onnxruntime-node',
    `return exports.listSupportedBackends().map(({ name }) => name);`,
  );
  return { version, providers: providers ?? [] };
}

function sharedMemoryWorks(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer.byteLength > 0;
  } catch {
    return false;
  }
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
