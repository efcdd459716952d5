import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeSafetensors } from '@modeseek/core';
import type { Precision } from '@modeseek/graph';

const TOKENIZER = fileURLToPath(new URL('../../fixtures/clip-tokenizer/sd1', import.meta.url));

/** Files of a model in diffusers' layout, by path; its weights are few and mean nothing. */
export function modelFiles(precision: Precision = 'float32'): Record<string, Uint8Array | string> {
  const mark = precision === 'float16' ? '.fp16' : '';
  const weights = (seed: number) =>
    encodeSafetensors({
      tensors: { 'a.weight': { shape: [2, 3], data: new Float32Array(6).fill(seed) } },
      metadata: { format: 'pt' },
    });
  const tokenizer = (name: string) => readFileSync(`${TOKENIZER}/${name}`);
  return {
    'model_index.json': '{"_class_name": "StableDiffusionPipeline", "_diffusers_version": "0.31.0"}',
    'unet/config.json': '{"_class_name": "UNet2DConditionModel"}',
    'vae/config.json': '{"_class_name": "AutoencoderKL"}',
    'text_encoder/config.json': '{"architectures": ["CLIPTextModel"]}',
    'scheduler/scheduler_config.json': '{"_class_name": "PNDMScheduler"}',
    'tokenizer/vocab.json': tokenizer('vocab.json'),
    'tokenizer/merges.txt': tokenizer('merges.txt'),
    'tokenizer/tokenizer_config.json': tokenizer('tokenizer_config.json'),
    'tokenizer/special_tokens_map.json': tokenizer('special_tokens_map.json'),
    [`unet/diffusion_pytorch_model${mark}.safetensors`]: weights(1),
    [`vae/diffusion_pytorch_model${mark}.safetensors`]: weights(2),
    [`text_encoder/model${mark}.safetensors`]: weights(3),
  };
}
