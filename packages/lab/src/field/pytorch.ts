import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gridLevels } from '@modeseek/nerf';
import { CONFIG, type Speed } from './problem.ts';

/** The same field in PyTorch; null where there is none. */
export async function pytorch(settings: {
  points: number;
  threads: number;
  seconds: number;
  compile: boolean;
  device: 'cpu' | 'cuda';
}) {
  const config = JSON.stringify({ levels: gridLevels(CONFIG), hidden: CONFIG.hidden, ...settings });
  const script = fileURLToPath(new URL('../../../../scripts/bench/field/pytorch.py', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)('python3', [script, config]);
    const { version, eager, compiled } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    const speed = ([forward, both]: [number, number]): Speed => ({ forward, both });
    return { version, eager: speed(eager), compiled: compiled && speed(compiled) };
  } catch (error) {
    process.stderr.write(`no PyTorch to compare with: ${String(error).split('\n')[0]}\n`);
    return null;
  }
}
