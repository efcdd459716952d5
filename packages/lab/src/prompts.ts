import { Rng, UserError } from '@modeseek/core';
import { COLOUR_NAMES, type ColourName, type Concept, LIBRARY, type Relation } from '@modeseek/objects';
import type { PriorInfo } from '@modeseek/priors';

/** A prompt of the benchmarks, and what it asks for. */
export interface BenchPrompt {
  text: string;
  /** The concepts asked for, in the prompt's order. */
  concepts: readonly string[];
  /** The colour asked for. */
  colour?: ColourName;
  /** How two of them stand. */
  relation?: Relation;
}

/** What the embedded prior is asked for: "a NOUN", "a COLOUR NOUN", "a NOUN on a NOUN". */
export const PARTS = ['concepts', 'colours', 'scenes'] as const;
export type Part = (typeof PARTS)[number];

export interface PartOptions {
  /** Names of concepts to ask for; all when absent. */
  concepts?: readonly string[];
  /** How many prompts of those parts. */
  colours: number;
  scenes: number;
}

/**
 * Which parts of a benchmark are asked for: those of `--parts`; concepts alone where `--concepts` chooses
 * some; else all.
 * @param known all that there are, in the order in which they are worked on
 * @throws UserError for one that is not among them
 */
export function partsAskedFor<Name extends string>(
  { parts, concepts }: { parts?: string; concepts?: string },
  known: readonly Name[],
): Name[] {
  const asked = parts?.split(',') ?? (concepts ? ['concepts'] : known);
  const unknown = asked.find((part) => !known.includes(part as Name));
  if (unknown) throw new UserError(`unknown part ${unknown}; known: ${known.join(', ')}`);
  return known.filter((part) => asked.includes(part));
}

/** The prompts of a part. */
export function promptsOf(
  part: Part,
  known: readonly Concept[],
  { concepts, colours, scenes }: PartOptions,
): BenchPrompt[] {
  if (part === 'concepts') return conceptPrompts(known, concepts);
  return part === 'colours' ? colourPrompts(known, colours) : scenePrompts(known, scenes);
}

/** The concepts of the library that an image model knows. */
export function knownConcepts({ concepts }: PriorInfo): Concept[] {
  const names = new Set(concepts.map(({ name }) => name));
  return LIBRARY.filter(({ name }) => names.has(name));
}

/** `count` concepts, or all where there are fewer, at equal steps through a list. */
export function someOf(concepts: readonly Concept[], count: number): Concept[] {
  const some = Math.min(count, concepts.length);
  return Array.from({ length: some }, (_, i) => concepts[Math.floor((i * concepts.length) / some)]);
}

/**
 * "a NOUN", for each concept.
 * @param names which ones; all when absent
 * @throws UserError for a name that is not among them
 */
export function conceptPrompts(concepts: readonly Concept[], names?: readonly string[]): BenchPrompt[] {
  const known = concepts.map(({ name }) => name);
  return (names ?? known).map((name) => {
    if (known.includes(name)) return { text: withArticle(name), concepts: [name] };
    throw new UserError(`unknown object ${name}; known: ${known.join(', ')}`);
  });
}

/**
 * "a COLOUR NOUN" of up to `count` random pairs, none twice, of the colours that the concept comes in. Always
 * the same ones for the same concepts.
 */
export function colourPrompts(concepts: readonly Concept[], count: number): BenchPrompt[] {
  return distinct(count, new Rng('colours'), (rng) => {
    const { name, never = [] } = rng.pick(concepts);
    const colour = rng.pick(COLOUR_NAMES.filter((each) => !never.includes(each)));
    return { text: withArticle(`${colour} ${name}`), concepts: [name], colour };
  });
}

/**
 * Up to `count` times "a NOUN on a NOUN" and "a NOUN beside a NOUN" in turn, of random concepts that can
 * stand so, none twice. Always the same ones for the same concepts.
 */
export function scenePrompts(concepts: readonly Concept[], count: number): BenchPrompt[] {
  let on = false;
  return distinct(count, new Rng('scenes'), (rng) => {
    on = !on;
    const first = rng.pick(on ? concepts.filter(({ stands }) => stands) : concepts);
    const second = rng.pick(concepts.filter((each) => each !== first && (!on || each.carries)));
    const relation = on ? 'on' : 'beside';
    return {
      text: `${withArticle(first.name)} ${relation} ${withArticle(second.name)}`,
      concepts: [first.name, second.name],
      relation,
    };
  });
}

/** Different prompts: `count` of them, or fewer where hardly any new ones turn up. */
function distinct(count: number, rng: Rng, draw: (rng: Rng) => BenchPrompt): BenchPrompt[] {
  const found = new Map<string, BenchPrompt>();
  for (let draws = 0; found.size < count && draws < 20 * count; draws++) {
    const prompt = draw(rng);
    found.set(prompt.text, found.get(prompt.text) ?? prompt);
  }
  return [...found.values()];
}

function withArticle(phrase: string): string {
  return `${/^[aeiou]/.test(phrase) ? 'an' : 'a'} ${phrase}`;
}
