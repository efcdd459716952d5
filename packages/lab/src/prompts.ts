import { Rng, UserError, usualSize } from '@modeseek/core';
import { COLOUR_NAMES, type ColourName, type Concept, LIBRARY, type Relation } from '@modeseek/objects';
import type { PriorInfo } from '@modeseek/priors';

/** A prompt of the benchmarks, and what it asks for. */
export interface BenchPrompt {
  text: string;
  /** The concepts asked for, in the prompt's order, each once. */
  concepts: readonly string[];
  /** The colour asked for. */
  colour?: ColourName;
  /** How two of them stand, where that is so in pictures of the library. */
  relation?: Relation;
}

/** What the embedded prior is asked for: "a NOUN", "a COLOUR NOUN", "a NOUN under a NOUN". */
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
 * stand so, none twice: what pictures of the library show. Always the same ones for the same concepts.
 */
export function pairPrompts(concepts: readonly Concept[], count: number): BenchPrompt[] {
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

/** Scenes are made of so many concepts, and of those that carry, hold or cover others: many share objects. */
const POOL = 24;
/** What things can be on, in and under. */
const CARRIERS = ['table', 'stool', 'chair', 'bench', 'drum'];
const HOLDERS = ['basket', 'bucket', 'mug', 'teacup'];
const COVERS = ['table', 'stool', 'tree', 'umbrella', 'bridge'];
const COUNTS = ['two', 'three', 'four', 'five', 'six'];

/** Draws a scene of some concepts; nothing where those that it needs are not among them. */
type SceneKind = (rng: Rng, pool: readonly Concept[], library: readonly Concept[]) => BenchPrompt | undefined;

const SCENES: readonly SceneKind[] = [
  (rng, pool, library) => carried(rng, pool, library)?.prompt,
  ...(['in', 'under'] as const).map((relation): SceneKind => {
    const supports = relation === 'in' ? HOLDERS : COVERS;
    return (rng, pool, library) => {
      const second = draw(rng, library, ({ name }) => supports.includes(name));
      const isSmaller = ({ stands, name }: Concept) =>
        stands && (usualSize(name) ?? 0) <= (usualSize(second?.name ?? '') ?? 0);
      return sceneOf(a(draw(rng, pool, isSmaller, second)), relation, a(second));
    };
  }),
  ...['behind', 'in front of', 'left of', 'right of'].map(
    (relation): SceneKind =>
      (rng, pool) => {
        const second = draw(rng, pool);
        return sceneOf(a(draw(rng, pool, () => true, second)), relation, a(second));
      },
  ),
  (rng, pool) => severalOf(rng, draw(rng, pool)),
  (rng, pool) => {
    const second = draw(rng, pool);
    return sceneOf(
      severalOf(
        rng,
        draw(rng, pool, () => true, second),
      ),
      'beside',
      a(second),
    );
  },
  (rng, pool, library) => {
    const two = carried(rng, pool, library);
    const third = draw(rng, pool, (each) => each !== two?.first, two?.second);
    return sceneOf(two?.prompt, 'beside', a(third));
  },
];

/** "a NOUN on a NOUN" */
function carried(rng: Rng, pool: readonly Concept[], library: readonly Concept[]) {
  const second = draw(rng, library, ({ name }) => CARRIERS.includes(name));
  const first = draw(rng, pool, ({ stands }) => stands, second);
  const prompt = sceneOf(a(first), 'on', a(second));
  return prompt && { prompt, first, second };
}

/**
 * Up to `count` random scenes, of each relation, of several of a kind and of three objects in turn, of
 * concepts that can stand so, none twice. Always the same ones for the same concepts.
 */
export function scenePrompts(concepts: readonly Concept[], count: number): BenchPrompt[] {
  const pool = someOf(concepts, POOL);
  let kind = 0;
  return distinct(count, new Rng('relations'), (rng) => SCENES[kind++ % SCENES.length](rng, pool, concepts));
}

/** A random concept of those that may be, and another than one. */
function draw(
  rng: Rng,
  concepts: readonly Concept[],
  mayBe: (concept: Concept) => boolean = () => true,
  than?: Concept,
): Concept | undefined {
  const all = concepts.filter((each) => each !== than && mayBe(each));
  return all.length > 0 ? rng.pick(all) : undefined;
}

const a = (concept: Concept | undefined): BenchPrompt | undefined =>
  concept && { text: withArticle(concept.name), concepts: [concept.name] };

const severalOf = (rng: Rng, concept: Concept | undefined): BenchPrompt | undefined =>
  concept && { text: `${rng.pick(COUNTS)} ${pluralOf(concept)}`, concepts: [concept.name] };

const sceneOf = (first: BenchPrompt | undefined, relation: string, second: BenchPrompt | undefined) =>
  first &&
  second && {
    text: `${first.text} ${relation} ${second.text}`,
    concepts: [...first.concepts, ...second.concepts],
  };

/** Several of a concept, in English. */
export function pluralOf({ name, plurals }: Pick<Concept, 'name' | 'plurals'>): string {
  // Others are of its synonyms.
  const own = plurals.find((plural) => plural[0] === name[0]);
  if (own) return own;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** Different prompts: `count` of them, or fewer where hardly any new ones turn up. */
function distinct(count: number, rng: Rng, draw: (rng: Rng) => BenchPrompt | undefined): BenchPrompt[] {
  const found = new Map<string, BenchPrompt>();
  for (let draws = 0; found.size < count && draws < 20 * count; draws++) {
    const prompt = draw(rng);
    if (prompt) found.set(prompt.text, found.get(prompt.text) ?? prompt);
  }
  return [...found.values()];
}

function withArticle(phrase: string): string {
  return `${/^[aeiou]/.test(phrase) ? 'an' : 'a'} ${phrase}`;
}
