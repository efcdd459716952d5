import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { enableRelaxedSimd } from '@modeseek/backend';
import { startWorker } from '@modeseek/node';

/** What a measuring thread starts from. */
export interface LimitsSetup {
  module: WebAssembly.Module;
  threads: number;
  /** One counter that all threads share: they begin together. */
  begin: SharedArrayBuffer;
}

/** What this machine can do in WebAssembly, of all threads together. */
export interface Limits {
  /** Floating-point operations a second, of vectors of four in registers; a multiply-add is two. */
  flops: number;
  /** Bytes read from memory a second. */
  bytes: number;
}

export async function measureLimits(threads: number): Promise<Limits> {
  const module = await WebAssembly.compile(await compile(enableRelaxedSimd()));
  const begin = new SharedArrayBuffer(4);
  const workers = Array.from({ length: threads }, () =>
    startWorker(import.meta.url, './limits-worker', {
      workerData: { module, threads, begin } satisfies LimitsSetup,
    }),
  );
  const found: Limits[] = await Promise.all(
    workers.map(async (worker) => (await once(worker, 'message'))[0]),
  );
  await Promise.all(workers.map((worker) => worker.terminate()));
  const sum = (key: keyof Limits) => found.reduce((total, each) => total + each[key], 0);
  return { flops: sum('flops'), bytes: sum('bytes') };
}

async function compile(relaxed: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const { default: asc } = await import('assemblyscript/asc');
  const source = await readFile(fileURLToPath(new URL('./assembly/limits.ts', import.meta.url)), 'utf8');
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error, stderr } = await asc.main(
    [
      ...[
        'limits.ts',
        '--outFile',
        'limits.wasm',
        '-O3',
        '--noAssert',
        '--runtime',
        'stub',
        '--importMemory',
      ],
      ...['simd', ...(relaxed ? ['relaxed-simd'] : [])].flatMap((feature) => ['--enable', feature]),
    ],
    {
      readFile: (name) => (name === 'limits.ts' ? source : null),
      writeFile: (name, contents) => {
        if (name === 'limits.wasm') binary = contents as Uint8Array<ArrayBuffer>;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`the limits do not compile: ${error?.message}\n${stderr}`);
  return binary;
}
