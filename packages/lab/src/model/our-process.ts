/**
 * A network by @modeseek/graph, in the process of a `Contestant`: prints a line of JSON once it has started, and
 * one in answer to each line that it reads.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { decodeNumbers, encodeSafetensors } from '@modeseek/core';
import { PARTS, type PartName } from '@modeseek/graph';
import { type Provider, prepareNetwork, type SessionOutput, startNetwork } from '@modeseek/graph/node';
import { peakMemoryMiB, writeFileAtomic } from '@modeseek/node';
import type { Contest } from './contestant.ts';

const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const secondsSince = (began: number) => (performance.now() - began) / 1000;

async function serve({
  folder,
  inputs,
  output: path,
  precision,
  threads,
  ...contest
}: Contest): Promise<void> {
  const part = contest.part as PartName;
  const provider = contest.provider as Provider;
  const given = { tensors: decodeNumbers(readFileSync(inputs), inputs), source: inputs };
  const began = performance.now();
  const { network, feeds } = prepareNetwork(folder, part, given, { provider, precision });
  const graphSeconds = secondsSince(began);
  const session = await startNetwork(network, join(folder, PARTS[part].folder), { provider, threads });
  if (session.declared.refused !== undefined) throw new Error(session.declared.refused);
  say({ secondsToSession: secondsSince(began), graphSeconds });

  let output: SessionOutput | undefined;
  for await (const line of createInterface(process.stdin)) {
    if (line === 'end') break;
    const from = performance.now();
    ({ output } = await session.run(feeds));
    say({ ms: performance.now() - from });
  }
  if (output) {
    const tensors = { output: { shape: [...output.shape], data: output.data } };
    writeFileAtomic(path, encodeSafetensors({ tensors, metadata: {} }));
  }
  say({ peakMemoryMiB: peakMemoryMiB() });
  await session.dispose();
}

await serve(JSON.parse(process.argv.at(-1)!)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
process.stdin.destroy();
