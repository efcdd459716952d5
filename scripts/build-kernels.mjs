#!/usr/bin/env node
// Compiles the WebAssembly kernels from AssemblyScript: one binary for plain 128-bit SIMD, one for relaxed SIMD.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What all sources share, and their folders. */
const SHARED = 'packages/backend/src/wasm/assembly/simd.ts';
const KERNELS = ['field', 'integrator'].map((name) => ({
  source: `packages/backend/src/wasm/assembly/${name}`,
  build: `packages/backend/build/${name}`,
}));

/** Pages of 64 KiB that the shared memory may grow to; the host asks for the same number. */
const MAXIMUM_PAGES = 32768;

const BINARIES = [
  { name: 'kernels.wasm', features: [] },
  { name: 'kernels-relaxed.wasm', features: ['relaxed-simd'] },
];

/** Brings each `build/` up to date; does nothing when the binaries are newer than all sources. Throws with the compiler's words. */
export async function buildKernels() {
  for (const { source, build } of KERNELS) {
    const own = readdirSync(join(root, source)).map((file) => join(root, source, file));
    const sources = [join(root, SHARED), ...own];
    const changed = Math.max(...[...sources, fileURLToPath(import.meta.url)].map((f) => statSync(f).mtimeMs));
    for (const { name, features } of BINARIES) {
      const binary = statSync(join(root, build, name), { throwIfNoEntry: false });
      if (!binary || binary.mtimeMs < changed) await compile(source, join(root, build, name), features);
    }
  }
}

async function compile(source, binary, features) {
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(dirname(binary), { recursive: true });
  const temporary = `${binary}.${process.pid}.tmp`;
  const { error, stderr } = await asc.main(
    [
      join(source, 'index.ts'),
      ...['--baseDir', root, '--outFile', relative(root, temporary)],
      ...['-O3', '--noAssert', '--runtime', 'stub'],
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1'],
      ...['--maximumMemory', String(MAXIMUM_PAGES)],
      ...['simd', 'threads', 'bulk-memory', ...features].flatMap((feature) => ['--enable', feature]),
    ],
    {},
  );
  if (error) {
    rmSync(temporary, { force: true });
    throw new Error(`building ${relative(root, binary)} failed: ${error.message}\n${stderr}`);
  }
  if (hasStaticData(readFileSync(temporary))) {
    rmSync(temporary);
    throw new Error(
      `${source} has static data, which would lie where the memory that is shared is handed out`,
    );
  }
  renameSync(temporary, binary);
}

/** Whether a binary has a section of data: sections are an id, a length in LEB128, and as many bytes. */
function hasStaticData(binary) {
  const DATA = 11;
  for (let at = 8; at < binary.length; ) {
    if (binary[at++] === DATA) return true;
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      length += (binary[at] & 127) << shift;
      if (binary[at++] < 128) break;
    }
    at += length;
  }
  return false;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
