#!/usr/bin/env node
// Compiles the WebAssembly kernels from AssemblyScript: one binary for plain 128-bit SIMD, one for relaxed
// SIMD.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What all sources share, and their folders. */
const SHARED = 'packages/backend/src/wasm/assembly/simd.ts';
const KERNELS = ['field', 'integrator'].map((name) => ({
  name,
  source: `packages/backend/src/wasm/assembly/${name}`,
  /** What TypeScript is told of them. */
  signatures: `packages/backend/src/wasm/${name}-kernels.ts`,
  build: `packages/backend/build/${name}`,
}));

/** Pages of 64 KiB that the shared memory may grow to; the host asks for the same number. */
const MAXIMUM_PAGES = 32768;

const BINARIES = [
  { name: 'kernels.wasm', features: [] },
  { name: 'kernels-relaxed.wasm', features: ['relaxed-simd'] },
];

/**
 * Brings each `build/` up to date; does nothing when the binaries are newer than all sources. Throws with the
 * compiler's words.
 */
export async function buildKernels() {
  for (const { name: folder, source, build, signatures } of KERNELS) {
    const written = join(root, signatures);
    const wanted = signaturesOf(folder);
    if (!existsSync(written) || readFileSync(written, 'utf8') !== wanted) writeFileSync(written, wanted);
    const own = readdirSync(join(root, source)).map((file) => join(root, source, file));
    const sources = [join(root, SHARED), ...own];
    const changed = Math.max(...[...sources, fileURLToPath(import.meta.url)].map((f) => statSync(f).mtimeMs));
    for (const { name, features } of BINARIES) {
      const binary = statSync(join(root, build, name), { throwIfNoEntry: false });
      if (!binary || binary.mtimeMs < changed) await compile(source, join(root, build, name), features);
    }
  }
}

/**
 * TypeScript that tells what the kernels of an assembly take: the names of their parameters in order, but for
 * the task and the thread's scratch area, with which each begins.
 */
export function signaturesOf(name) {
  const folder = join(root, KERNELS.find((each) => each.name === name).source);
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const reexported = [...index.matchAll(/^export \{([^}]*)\}/gm)]
    .flatMap(([, names]) => names.split(','))
    .map((each) => each.trim());
  const kernels = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^export function (\w+)\(([^)]*)\): void/gm)]
      .filter(([, kernel]) => file === 'index.ts' || reexported.includes(kernel))
      .map(([, kernel, parameters]) => ({
        kernel,
        parameters: [...parameters.matchAll(/(\w+):/g)].map(([, parameter]) => parameter).slice(2),
      })),
  );
  const lines = kernels
    .sort((a, b) => (a.kernel < b.kernel ? -1 : 1))
    .map(({ kernel, parameters }) => {
      const list = parameters.map((parameter) => `'${parameter}'`);
      const line = `  ${kernel}: [${list.join(', ')}],`;
      return line.length <= 110
        ? line
        : `  ${kernel}: [\n${list.map((each) => `    ${each},\n`).join('')}  ],`;
    });
  return `// Made by scripts/build-kernels.mjs from assembly/${name}: what each kernel takes, in order.
export const ${name.toUpperCase()}_KERNELS = {
${lines.join('\n')}
} as const;
`;
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
