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
  /** Colours that a prompt without a colour means; a function gives one that has no name. All when absent. */
  natural?: readonly ColourName[] | ((rng: Rng) => Color);
  /** Colours that never come: where they would hide what makes the thing recognisable. */
  never?: readonly ColourName[];
  materials: readonly Material[];
  /** Materials that a prompt without a material means too. */
  usual: readonly Material[];
  patterns: readonly Pattern[];
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

/** Draws the look of an object's body. A golden colour and golden material are the same thing. */
export function drawLook(choices: LookChoices, rng: Rng): Look {
  const { materials, usual, patterns } = choices;
  const material =
    usual.length > 0 && rng.chance(SHARES.usualMaterial)
      ? rng.pick(usual)
      : materials.length > 0 && rng.chance(SHARES.material)
        ? rng.pick(materials)
        : undefined;
  const own = material && MATERIAL_COLOURS[material];
  const coloured = !own || (material !== 'golden' && rng.chance(SHARES.colouredMaterial));
  const colour = coloured
    ? drawColour(choices, material !== undefined && own !== undefined, rng)
    : { ...own(rng), natural: true };
  const golden = colour.name === 'golden';
  const look: Look = { ...colour, round: choices.round, seed: rng.uint32() };
  if (golden) look.natural = material === 'golden' ? usual.includes('golden') : look.natural;
  const made = material && material !== 'golden' && !golden;
  if (made) look.material = { name: material, usual: usual.includes(material) };
  const paintable = !golden && (!made || material === 'plush');
  if (paintable && patterns.length > 0 && rng.chance(SHARES.pattern))
    look.pattern = { name: rng.pick(patterns), second: accentColour(rng, look.colour) };
  return look;
}

/** `said`: no colour of another material's kind is natural. */
function drawColour({ natural, never = [] }: LookChoices, said: boolean, rng: Rng) {
  const named = natural === undefined ? COLOUR_NAMES : typeof natural === 'function' ? [] : natural;
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
