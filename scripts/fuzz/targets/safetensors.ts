import { decodeNumbers, decodeSafetensors, encodeSafetensors } from '@modeseek/core';
import { mutateBytes, mutateJsonText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

/** Safetensors whose header is forged. */
export const safetensorsTarget: Target = {
  name: 'safetensors',
  share: 1,
  async prepare() {
    const whole = encodeSafetensors({
      tensors: {
        a: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
        b: { shape: [], data: Uint32Array.of(7) },
        c: { shape: [0], data: new Uint8Array() },
      },
      metadata: { format: 'test' },
    });
    const length = Number(new DataView(whole.buffer).getBigUint64(0, true));
    const header = new TextDecoder().decode(whole.subarray(8, 8 + length));
    return {
      async attempt(rng, show) {
        const json = Buffer.from(mutateJsonText(rng, header));
        const size = Buffer.alloc(8);
        size.writeBigUInt64LE(BigInt(json.length));
        const forged = Buffer.concat([size, json, whole.subarray(8 + length)]);
        const bytes = rng.chance(0.7) ? forged : mutateBytes(rng, whole);
        show(bytes);
        const file = decodeSafetensors(bytes, 'the forged one');
        // What was read is written and read again, the same.
        const again = decodeSafetensors(encodeSafetensors(file));
        expectThat(
          Object.entries(file.tensors).every(
            ([name, { data }]) => again.tensors[name]?.data.length === data.length,
          ),
          'tensors do not come back',
        );
        const numbers = decodeNumbers(bytes, 'the forged one');
        expectThat(
          Object.entries(file.tensors).every(
            ([name, { data }]) => numbers[name]?.values.length === data.length,
          ),
          'numbers are missing',
        );
      },
    };
  },
};
