import type { Rng } from '@modeseek/core';
import { Group } from 'three';
import { ACCESSORIES, wear } from './accessories.ts';
import { CATEGORIES, type Category } from './categories.ts';
import { fitToBall } from './fit.ts';
import { drawLook, type Look, type LookChoices, type LookWish, withCommonestColour } from './look.ts';
import { type Anchors, Maker, type Notes, type Phrase } from './maker.ts';
import { type Proportion, stretch, stretchesBeside } from './proportions.ts';
import { SHARES } from './shares.ts';
import { TypicalRng } from './typical-rng.ts';

/** What a concept file states about its noun. */
export interface ConceptSpec extends Partial<LookChoices> {
  /** The noun as captions and prompts say it, singular, lower case, without article. */
  name: string;
  /**
   * Other nouns for it, the commonest first; narrower ones too where this concept is the nearest: "kitten"
   * for a cat.
   */
  synonyms: readonly string[];
  /** Wider nouns that this concept answers to when a prompt names nothing else: "vehicle" for a car. */
  hypernyms?: readonly string[];
  /** Plurals that no rule gives: "mice". */
  plurals?: readonly string[];
  category: Category;
  /**
   * Order of the rotational symmetry about the vertical that each of its objects has, neither less nor more,
   * materials and patterns aside: 1 has a definite front, 2 would look the same after half a turn only. null
   * where pictures do not tell the azimuth: objects differ in their order, as round and long tables do, look
   * the same from everywhere, or have their details at random places.
   */
  symmetry: number | null;
  /** Stretches that leave it recognisable; the category's when absent. */
  proportions?: readonly Proportion[];
  /** Whether it can stand on another thing; when absent, all but buildings can. */
  stands?: boolean;
  /** Whether it (nearly) always marks a `top` that others can stand on. */
  carries?: boolean;
  /**
   * How often it wears something, where it has a head; `SHARES.accessory` when absent. Captions may leave out
   * what more than half wear.
   */
  wears?: number;
  /** Builds a random object. Everything random comes from `make.rng`. */
  build(make: Maker): void;
}

/** What is true of one built object, in the words of captions. */
export interface Description {
  noun: string;
  /**
   * Colour, material and pattern of its body. Captions may leave natural and usual ones out and always say
   * the others: so a prompt without them gets the natural look.
   */
  look: Look;
  /** tall, tiny, round… Never a colour, material or pattern. */
  adjectives: Phrase[];
  /** "with cheese", "with a red roof", "without handle". */
  features: Phrase[];
  /** Whether it is what the bare noun brings to mind; captions of any other say more. */
  typical: boolean;
}

/** One object: front towards +z, up +y, centred, inside the unit ball. */
export interface BuiltObject {
  group: Group;
  description: Description;
  anchors: Anchors;
}

/** Which shared variations may be drawn; all by default. */
export interface BuildOptions {
  /** Tiny objects: not in scenes, where size is relative. */
  tiny?: boolean;
  /** Only what is likely, in the commonest colour or one that captions say; false by default. */
  typical?: boolean;
  /** The body's look, where it is not to be drawn. */
  look?: LookWish;
}

/** One noun of the library: a random procedure that builds objects of that kind. */
export interface Concept extends LookChoices, Pick<ConceptSpec, 'name' | 'synonyms' | 'symmetry'> {
  hypernyms: readonly string[];
  plurals: readonly string[];
  category: Category;
  proportions: readonly Proportion[];
  stands: boolean;
  carries: boolean;
  build(rng: Rng, options?: BuildOptions): BuiltObject;
}

/** Radius of the farthest point of objects, and the range of it for tiny ones. */
const RADIUS = 0.95;
const TINY = [0.42, 0.55] as const;

/**
 * Makes a concept: what it leaves open comes from its category, what it builds is dressed, stretched and
 * fitted.
 */
export function defineConcept(spec: ConceptSpec): Concept {
  const allowed = CATEGORIES[spec.category];
  const choices: LookChoices = {
    natural: spec.natural,
    never: spec.never,
    materials: spec.materials ?? allowed.materials,
    usual: spec.usual ?? [],
    patterns: spec.patterns ?? allowed.patterns,
    round: spec.round ?? false,
  };
  const proportions = spec.proportions ?? allowed.proportions;

  function build(rng: Rng, { tiny = true, typical = false, look: wish }: BuildOptions = {}): BuiltObject {
    const look = drawLook(typical ? withCommonestColour(choices) : choices, rng.fork('look'), wish);
    look.look = look;
    const notes: Notes = { adjectives: [], features: [], anchors: {} };
    const draws = rng.fork('build');
    const make = new Maker(typical ? new TypicalRng(draws.uint32()) : draws, look, notes);
    make.group.userData.space = true;
    spec.build(make);

    const dress = rng.fork('dress');
    const said = notes.adjectives.map(({ text }) => text);
    const stretches = stretchesBeside(said, proportions, choices.round);
    if (stretches.length > 0 && dress.chance(SHARES.proportion)) {
      const word = dress.pick(stretches);
      stretch(make.group, word, choices.round, dress);
      notes.adjectives.push({ text: word, always: true });
    }
    if (notes.anchors.head && dress.chance(spec.wears ?? SHARES.accessory)) {
      const phrase = wear(make, notes.anchors, dress.pick(ACCESSORIES), dress);
      notes.features.push({ text: phrase, always: (spec.wears ?? 0) < 0.5 });
    }
    let radius = RADIUS;
    if (tiny && dress.chance(SHARES.tiny)) {
      radius = dress.uniform(...TINY);
      notes.adjectives.push({ text: 'tiny', always: true });
    }
    const group = new Group();
    group.add(make.group);
    const { adjectives, features, anchors } = notes;
    return {
      group: fitToBall(group, radius),
      description: { noun: spec.name, look, adjectives, features, typical },
      anchors,
    };
  }

  const { name, synonyms, hypernyms = [], plurals = [], category, symmetry, carries = false } = spec;
  const stands = spec.stands ?? category !== 'building';
  const nouns = { name, synonyms, hypernyms, plurals };
  return { ...choices, ...nouns, category, symmetry, proportions, stands, carries, build };
}
