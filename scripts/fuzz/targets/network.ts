import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadNetwork, startSession } from '@modeseek/graph/node';
import { mutateJsonText } from '../mutate.ts';
import type { Target } from '../target.ts';

const FIXTURES = fileURLToPath(new URL('../../../packages/graph/fixtures', import.meta.url));

/** Networks in diffusers' layout, and their files of weights. */
const NETWORKS = [
  ['sd1', 'text_encoder', 'text_encoder', 'model.safetensors'],
  ['sd1', 'unet', 'unet', 'diffusion_pytorch_model.safetensors'],
  ['sd1', 'vae_decoder', 'vae', 'diffusion_pytorch_model.safetensors'],
  ['xl', 'unet', 'unet', 'diffusion_pytorch_model.fp16.safetensors'],
  ['mvdream', 'unet', 'unet', 'diffusion_pytorch_model.fp16.safetensors'],
] as const;

/** A network's config.json or the header of its weights: a graph that is built is one that ONNX Runtime takes. */
export const networkTarget: Target = {
  name: 'network',
  share: 2,
  async prepare() {
    cpSync(FIXTURES, 'models', { recursive: true });
    return {
      async attempt(rng, show) {
        const [model, part, folder, file] = rng.pick(NETWORKS);
        const path = `models/${model}/${folder}/${rng.chance(0.7) ? 'config.json' : file}`;
        const whole = readFileSync(path);
        const bytes = path.endsWith('.json')
          ? Buffer.from(mutateJsonText(rng, whole.toString()))
          : withHeader(whole, (header) => mutateJsonText(rng, header));
        show(path.endsWith('.json') ? bytes.toString() : bytes);
        writeFileSync(path, bytes);
        try {
          const session = await startSession({
            ...loadNetwork(`models/${model}`, part),
            threads: 1,
            provider: 'cpu',
          });
          await session.dispose();
        } finally {
          writeFileSync(path, whole);
        }
      },
    };
  },
};

/** A safetensors file with another header. */
function withHeader(whole: Buffer, change: (header: string) => string): Buffer {
  const end = 8 + Number(whole.readBigUInt64LE());
  const header = Buffer.from(change(whole.toString('utf8', 8, end)));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, whole.subarray(end)]);
}
