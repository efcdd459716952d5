import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Rng } from '@modeseek/core';
import { readClipTokenizer, readModelFolder } from '@modeseek/priors/node';
import { modelFiles } from '@modeseek/priors/src/node/model-folder.fixture.ts';
import { mutateBytes, mutateJsonText, mutateText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

const FOLDER = 'diffusers';
const PROMPTS = ['', 'a red mug', "it's <|endoftext|> ! 猫", 'x'.repeat(300)];

/** A model in diffusers' layout with one file damaged: recognised, and asked for tokens. */
export const modelFolderTarget: Target = {
  name: 'model-folder',
  share: 1,
  async prepare() {
    const files = Object.entries(modelFiles()).map(
      ([path, content]) => [path, Buffer.from(content)] as const,
    );
    for (const [path, content] of files) write(path, content);
    return {
      async attempt(rng, show) {
        const [path, whole] = rng.pick(files);
        const mutated = mutate(rng, path, whole);
        show(`${path}: ${mutated}`);
        write(path, mutated);
        try {
          const { bytes } = readModelFolder(FOLDER);
          expectThat(bytes > 0, 'a model of no bytes');
          const tokenizer = readClipTokenizer(join(FOLDER, 'tokenizer'));
          for (const prompt of PROMPTS) {
            const { ids } = tokenizer.encode(prompt);
            expectThat(ids.length === tokenizer.vocabulary.length, `${ids.length} tokens`);
            expectThat(ids.every(Number.isSafeInteger), `tokens are ${ids}`);
          }
        } finally {
          write(path, whole);
        }
      },
    };
  },
};

function write(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
  writeFileSync(join(FOLDER, path), content);
}

function mutate(rng: Rng, path: string, whole: Buffer): Uint8Array | string {
  if (rng.chance(0.2)) return mutateBytes(rng, whole);
  return path.endsWith('.json')
    ? mutateJsonText(rng, whole.toString())
    : mutateText(rng, whole.toString('latin1'));
}
