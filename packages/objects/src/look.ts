import type { Rng } from '@modeseek/core';
import type { Color } from 'three';
import { accentColour } from './accent.ts';
import { COLOUR_NAMES, type ColourName, hsl, shadeOf } from './palette.ts';
import { SHARES } from './shares.ts';

export const MATERIALS = ['wooden', 'metal', 'stone', 'golden', 'glass', 'plush'] as const;
export type Material = (typeof MATERIALS)[number];
export const PATTERNS = ['striped', 'dotted', 'checkered'] as const;
export type Pattern = (typeof PATTERNS)[number];
/** "mug with white stripes": the noun of a pattern. */
export const PATTERN_NOUNS: Record<Pattern, string> = {
  striped: 'stripes',
  dotted: 'dots',
  checkered: 'checks',
};

/** A colour to add parts in, with its name where captions may say it. */
export interface Swatch {
  name?: ColourName;
  colour: Color;
  /** The body's look, when this is the body's colour or a shade of it: such parts are body parts. */
  look?: Look;
}

/** How the body of an object looks: its colour, what it is made of, and a pattern in a second colour. */
export interface Look extends Swatch {
  /** False when captions must say the colour. */
  natural: boolean;
  material?: { name: Material; usual: boolean };
  pattern?: { name: Pattern; second: { name: ColourName; colour: Color } };
  /** Whether patterns run around the vertical through the origin of the concept's own space. */
  round: boolean;
  /** Of the paint. */
  seed: number;
}

/** What a concept says about its looks. */
export interface LookChoices {
  /**
   * Colours that a prompt without a colour means, the commonest first; a function gives one that has no name.
   * All when absent.
   */
  natural?: readonly ColourName[] | ((rng: Rng) => Color);
  /** Colours that never come: where they would hide what makes the thing recognisable. */
  never?: readonly ColourName[];
  materials: readonly Material[];
  /** Materials that a prompt without a material means too. */
  usual: readonly Material[];
  patterns: readonly Pattern[];
  /** Whether patterns run around the vertical, and stretches keep circles; false when absent. */
  round: boolean;
}

/** The material's own colours, where it has some. */
const MATERIAL_COLOURS: { [material in Material]?: (rng: Rng) => Swatch } = {
  wooden: (rng) => ({
    name: 'brown',
    colour: hsl(rng.uniform(22, 32), rng.uniform(48, 62), rng.uniform(28, 38)),
  }),
  metal: (rng) => ({ name: 'grey', colour: hsl(210, rng.uniform(2, 10), rng.uniform(52, 64)) }),
  stone: (rng) => ({
    name: 'grey',
    colour: hsl(rng.uniform(30, 60), rng.uniform(2, 9), rng.uniform(46, 60)),
  }),
  golden: (rng) => ({ name: 'golden', colour: shadeOf('golden', rng) }),
  glass: (rng) => ({ colour: hsl(rng.uniform(185, 205), rng.uniform(45, 60), rng.uniform(76, 84)) }),
};

/** What a look is to have instead of a random draw. */
export interface LookWish {
  colour?: ColourName;
  material?: Material;
  pattern?: Pattern;
}

/** Draws the look of an object's body. A golden colour and golden material are the same thing. */
export function drawLook(choices: LookChoices, rng: Rng, wish: LookWish = {}): Look {
  const { usual, natural, round } = choices;
  const wished = wish.colour ?? wish.pattern ?? wish.material;
  const material = wished ? wish.material : drawMaterial(choices, rng);
  const own = material && MATERIAL_COLOURS[material];
  const listed = namesOf(natural);
  let colour: Omit<Look, 'round' | 'seed'>;
  if (wish.colour)
    colour = { name: wish.colour, colour: shadeOf(wish.colour, rng), natural: listed.includes(wish.colour) };
  else if (own && (material === 'golden' || wished || !rng.chance(SHARES.colouredMaterial)))
    colour = { ...own(rng), natural: true };
  else
    colour = drawColour(wish.pattern ? { ...choices, never: ['golden'] } : choices, own !== undefined, rng);
  const look: Look = { ...colour, round, seed: rng.uint32() };
  const golden = look.name === 'golden';
  // Gold is never meant unless said, but where the concept lists it.
  if (golden) look.natural = usual.includes('golden') || (natural !== undefined && listed.includes('golden'));
  if (material && !golden) look.material = { name: material, usual: usual.includes(material) };
  const pattern = wished ? wish.pattern : golden || (own && material) ? undefined : drawPattern(choices, rng);
  if (pattern) look.pattern = { name: pattern, second: accentColour(rng, look.colour) };
  return look;
}

/** The same where only the commonest of the natural colours is natural. */
export function withCommonestColour(choices: LookChoices): LookChoices {
  return Array.isArray(choices.natural) ? { ...choices, natural: choices.natural.slice(0, 1) } : choices;
}

/** The named natural colours. */
const namesOf = (natural: LookChoices['natural']): readonly ColourName[] =>
  natural === undefined ? COLOUR_NAMES : typeof natural === 'function' ? [] : natural;

function drawMaterial({ materials, usual }: LookChoices, rng: Rng): Material | undefined {
  if (usual.length > 0 && rng.chance(SHARES.usualMaterial)) return rng.pick(usual);
  return materials.length > 0 && rng.chance(SHARES.material) ? rng.pick(materials) : undefined;
}

const drawPattern = ({ patterns }: LookChoices, rng: Rng): Pattern | undefined =>
  patterns.length > 0 && rng.chance(SHARES.pattern) ? rng.pick(patterns) : undefined;

/** `said`: as the colour of a material with colours of its own, none is natural. */
function drawColour({ natural, never = [] }: LookChoices, said: boolean, rng: Rng) {
  const named = namesOf(natural);
  const allowed = (names: readonly ColourName[]) => names.filter((name) => !never.includes(name));
  const unusual = allowed(COLOUR_NAMES.filter((name) => said || !named.includes(name)));
  if (said || (unusual.length > 0 && rng.chance(SHARES.unusualColour))) {
    const name = rng.pick(unusual);
    return { name, colour: shadeOf(name, rng), natural: false };
  }
  if (typeof natural === 'function') return { colour: natural(rng), natural: true };
  const name = rng.pick(allowed(named));
  return { name, colour: shadeOf(name, rng), natural: true };
}
