import { parsePrompt } from '@modeseek/priors';
import { readPriorInfo } from '@modeseek/priors/node';
import { readScene } from '@modeseek/scene';
import { mutateText, nastyText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

const PROMPTS = [
  'a red hamburger with cheese on a wooden table',
  'DSLR photos of some red cheeseburgers',
  'a cat on a chair and a duck beside a blue mug',
  'two ducks left of an ice cream cone',
  'six small apples in a basket under a table behind a house',
  'an armchair in the shape of an avocado',
];

/** Prompts, read by the grammar of the model that comes with the program. */
export const promptTarget: Target = {
  name: 'prompt',
  share: 2,
  async prepare() {
    const info = readPriorInfo('embedded');
    const words = [...info.vocabulary, ...PROMPTS.flatMap((prompt) => prompt.split(' ')), ...info.colours];
    const someWords = (count: number, rng: { pick<T>(list: readonly T[]): T }) =>
      Array.from({ length: count }, () => rng.pick(words)).join(' ');
    return {
      async attempt(rng, show) {
        const whole = rng.pick(PROMPTS);
        const prompt = [
          () => mutateText(rng, whole, rng.pick(PROMPTS)),
          () =>
            whole
              .split(' ')
              .map((word) => (rng.chance(0.2) ? nastyText(rng) : word))
              .join(' '),
          () => someWords(rng.int(60) + 1, rng),
          () => nastyText(rng),
        ][rng.int(4)]();
        show(prompt);
        const parsed = parsePrompt(prompt, info);
        const { objects, joints, tokens } = parsed;
        expectThat(
          objects.length === joints.length + 1,
          `${objects.length} objects, ${joints.length} joints`,
        );
        expectThat(
          tokens.length > 0 && tokens.length <= info.tokenLength,
          `${tokens.length} words for the model`,
        );
        expectThat(
          parsePrompt(parsed.text, info).text === parsed.text,
          `it is read as "${parsed.text}", and that not as itself`,
        );
        readScene(parsed);
      },
    };
  },
};
