import {
  decodeSafetensors,
  encodeSafetensors,
  type Rng,
  RUN_FILES,
  type SafetensorsFile,
  sha256,
} from '@modeseek/core';
import { decodeCheckpoint } from '@modeseek/trainer';
import { mutateBytes, mutateJson, mutateJsonText, nastyText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';
import { readRun, storeWith, trainedFiles } from './run.ts';

/** A run's checkpoint: damaged, and forged with a right checksum. */
export const checkpointTarget: Target = {
  name: 'checkpoint',
  share: 3,
  async prepare() {
    const files = await trainedFiles();
    const whole = files.get(RUN_FILES.checkpoint)!;
    return {
      async attempt(rng, show) {
        const bytes = rng.chance(0.3) ? mutateBytes(rng, whole) : await forged(rng, whole);
        show(bytes);
        const store = storeWith(files, { [RUN_FILES.checkpoint]: bytes });
        await readRun(store);
        const then = await decodeCheckpoint(bytes, 'the forged one');
        const now = await decodeCheckpoint((await store.read(RUN_FILES.checkpoint))!, 'the one written');
        const counts = [then.step, then.droppedSteps, then.waitedSteps, then.adamSteps];
        expectThat(
          counts.every((count) => Number.isSafeInteger(count) && count >= 0),
          `counts are ${counts}`,
        );
        for (const [name, { words, spare }] of Object.entries(now.rngs)) {
          const { words: wanted, spare: wantedSpare } = then.rngs[name];
          expectThat(`${words}, ${spare}` === `${wanted}, ${wantedSpare}`, `generator ${name} is another`);
        }
        for (const [name, { data }] of Object.entries(now.tensors)) {
          // Densities that are no numbers are remembered as such.
          expectThat(name === 'occupancy.density' || data.every(Number.isFinite), `${name} is not finite`);
        }
      },
    };
  },
};

/** A checkpoint with something else in it, and a checksum that is right all the same. */
async function forged(rng: Rng, whole: Uint8Array): Promise<Uint8Array> {
  const { tensors, metadata } = structuredClone(decodeSafetensors(whole));
  const { checksum: _, ...said } = metadata;
  if (rng.chance(0.6)) {
    const name = rng.pick(Object.keys(said));
    const text = said[name];
    if (rng.chance(0.1)) delete said[name];
    else if (/^[[{]/.test(text) && rng.chance(0.9)) said[name] = mutateJsonText(rng, text);
    else
      said[name] =
        /^\d+$/.test(text) && rng.chance(0.5)
          ? JSON.stringify(mutateJson(rng, Number(text)))
          : nastyText(rng, 1000);
  } else {
    changeTensor(rng, tensors);
  }
  return encodeSafetensors({ tensors, metadata: { ...said, checksum: await checksum(tensors, said) } });
}

function changeTensor(rng: Rng, tensors: SafetensorsFile['tensors']): void {
  const name = rng.pick(Object.keys(tensors));
  const { shape, data } = tensors[name];
  switch (rng.int(6)) {
    case 0:
      delete tensors[name];
      break;
    case 1:
      tensors[rng.pick(['__proto__x', 'toString', 'field.unknown', ''])] = { shape, data };
      break;
    case 2:
      tensors[name] = { shape: [data.length - 1], data: data.slice(0, data.length - 1) };
      break;
    case 3:
      tensors[name] = { shape, data: new Uint32Array(data.length) };
      break;
    case 4:
      tensors[name] = { shape: [...shape, 1, 1], data };
      break;
    default:
      data[rng.int(data.length)] = rng.pick([Number.NaN, Number.POSITIVE_INFINITY, 1e38, -1e38, 255]);
  }
}

/** As checkpoints have it; a forger can reckon it as well as we do. */
function checksum(tensors: SafetensorsFile['tensors'], metadata: Record<string, string>): Promise<string> {
  const parts = Object.entries(tensors).flatMap(([name, { shape, data }]) => [
    JSON.stringify([name, shape]),
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  ]);
  return sha256(JSON.stringify(metadata), ...parts);
}
