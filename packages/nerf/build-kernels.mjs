#!/usr/bin/env node
// Compiles the WebAssembly kernels from AssemblyScript: one binary for plain 128-bit SIMD, one for relaxed SIMD.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const source = join(root, 'src/kernels/wasm/assembly');
const build = join(root, 'build');

/** Pages of 64 KiB that the shared memory may grow to; the host asks for the same number. */
const MAXIMUM_PAGES = 32768;

const BINARIES = [
  { name: 'kernels.wasm', features: [] },
  { name: 'kernels-relaxed.wasm', features: ['relaxed-simd'] },
];

/** Brings `build/` up to date; does nothing when the binaries are newer than all sources. Throws with the compiler's words. */
export async function buildKernels() {
  const sources = readdirSync(source).map((file) => join(source, file));
  const changed = Math.max(...[...sources, fileURLToPath(import.meta.url)].map((f) => statSync(f).mtimeMs));
  const stale = BINARIES.filter(({ name }) => {
    const binary = statSync(join(build, name), { throwIfNoEntry: false });
    return !binary || binary.mtimeMs < changed;
  });
  if (stale.length === 0) return;
  const { default: asc } = await import('assemblyscript/asc');
  mkdirSync(build, { recursive: true });
  for (const { name, features } of stale) {
    const temporary = join(build, `${name}.${process.pid}.tmp`);
    const { error, stderr } = await asc.main(
      [
        relative(root, join(source, 'index.ts')),
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
      throw new Error(`building ${name} failed: ${error.message}\n${stderr}`);
    }
    renameSync(temporary, join(build, name));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
