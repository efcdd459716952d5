import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '@modeseek/core';
import { parsePrompt } from '@modeseek/priors';
import { readPriorInfo } from '@modeseek/priors/node';
import { mutateJsonText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

export const TINY_MODEL = fileURLToPath(
  new URL('../../../packages/priors/fixtures/tiny-prior', import.meta.url),
);

const PROMPTS = [
  'a red mug',
  'a hamburger with cheese',
  'a duck on a chair',
  'three cats',
  'a tall wooden chair',
];

/** A model's prior.json: read, and used to understand prompts. */
export const manifestTarget: Target = {
  name: 'manifest',
  share: 2,
  async prepare() {
    cpSync(TINY_MODEL, 'model', { recursive: true });
    const whole = readFileSync('model/prior.json', 'utf8');
    return {
      async attempt(rng, show) {
        const text = mutateJsonText(rng, whole);
        show(text);
        writeFileSync('model/prior.json', text);
        const info = readPriorInfo('model');
        for (const prompt of PROMPTS) {
          try {
            const { objects, tokens } = parsePrompt(prompt, info);
            expectThat(objects.length > 0, 'a prompt of nothing is understood');
            expectThat(
              tokens.every((token) => token > 0 && token <= info.vocabulary.length),
              `tokens are ${tokens}`,
            );
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        }
      },
    };
  },
};
