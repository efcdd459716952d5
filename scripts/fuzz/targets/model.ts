import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { loadPrior } from '@modeseek/priors/node';
import { mutateBytes, mutateText } from '../mutate.ts';
import type { Target } from '../target.ts';
import { TINY_MODEL } from './manifest.ts';

/** A model's weights, with the checksum in prior.json put right: loaded, asked once. */
export const modelTarget: Target = {
  name: 'model',
  share: 2,
  async prepare() {
    cpSync(TINY_MODEL, 'model', { recursive: true });
    const whole = readFileSync('model/model.onnx');
    const manifest = JSON.parse(readFileSync('model/prior.json', 'utf8'));
    return {
      async attempt(rng, show) {
        // Mostly names, so that the file still parses.
        const bytes = rng.chance(0.8)
          ? mutateBytes(rng, whole)
          : Buffer.from(mutateText(rng, whole.toString('latin1')), 'latin1');
        show(bytes);
        writeFileSync('model/model.onnx', bytes);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        writeFileSync('model/prior.json', JSON.stringify({ ...manifest, sha256 }));
        const prior = await loadPrior('model', { threads: 1 });
        await prior.dispose();
      },
    };
  },
};
