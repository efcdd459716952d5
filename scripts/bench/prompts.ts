import { Rng, UserError } from '@modeseek/core';
import { COLOUR_NAMES, type ColourName, LIBRARY } from '@modeseek/objects';

/** A prompt of the benchmarks, and what it asks for. */
export interface BenchPrompt {
  text: string;
  /** The concepts asked for, in the prompt's order. */
  concepts: readonly string[];
  /** The colour asked for. */
  colour?: ColourName;
}

/**
 * "a NOUN", for each concept.
 * @param names which ones; all of the library by default
 * @throws UserError for a name that the library does not have
 */
export function conceptPrompts(names: readonly string[] = LIBRARY.map(({ name }) => name)): BenchPrompt[] {
  return names.map((name) => {
    if (LIBRARY.some((concept) => concept.name === name))
      return { text: withArticle(name), concepts: [name] };
    throw new UserError(`unknown object ${name}; known: ${LIBRARY.map((c) => c.name).join(', ')}`);
  });
}

/** "a COLOUR NOUN" of random pairs, none twice, of the colours that the concept comes in. Always the same ones. */
export function colourPrompts(count: number): BenchPrompt[] {
  return distinct(count, new Rng('colours'), (rng) => {
    const { name, never = [] } = rng.pick(LIBRARY);
    const colour = rng.pick(COLOUR_NAMES.filter((each) => !never.includes(each)));
    return { text: withArticle(`${colour} ${name}`), concepts: [name], colour };
  });
}

/** "a NOUN on a NOUN" and "a NOUN beside a NOUN" in turn, of random concepts that can stand so, none twice. Always the same ones. */
export function scenePrompts(count: number): BenchPrompt[] {
  let on = false;
  return distinct(count, new Rng('scenes'), (rng) => {
    on = !on;
    const first = rng.pick(on ? LIBRARY.filter(({ stands }) => stands) : LIBRARY);
    const second = rng.pick(LIBRARY.filter((each) => each !== first && (!on || each.carries)));
    return {
      text: `${withArticle(first.name)} ${on ? 'on' : 'beside'} ${withArticle(second.name)}`,
      concepts: [first.name, second.name],
    };
  });
}

function distinct(count: number, rng: Rng, draw: (rng: Rng) => BenchPrompt): BenchPrompt[] {
  const found = new Map<string, BenchPrompt>();
  while (found.size < count) {
    const prompt = draw(rng);
    found.set(prompt.text, found.get(prompt.text) ?? prompt);
  }
  return [...found.values()];
}

function withArticle(phrase: string): string {
  return `${/^[aeiou]/.test(phrase) ? 'an' : 'a'} ${phrase}`;
}
