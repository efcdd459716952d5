import type { Rng } from '@modeseek/core';
import type { Group } from 'three';
import type { ColourName } from './palette.ts';

/** What is true of one built object, in the words of captions. */
export interface Description {
  /**
   * The colour that "a COLOUR noun" would name, if one would. Captions may leave a natural colour out and always
   * say one that is not: so a prompt without a colour gets the natural look.
   */
  colour?: { name: ColourName; natural: boolean };
  /** Adjectives that hold: tall, wide, striped, wooden… Never a colour. */
  adjectives: string[];
  /** Phrases that follow the noun: "with cheese", "with a red roof", "without a handle". */
  features: string[];
}

/** One object: front towards +z, up +y, centred, inside the unit ball. */
export interface BuiltObject {
  group: Group;
  description: Description;
}

/** One noun of the library: a random procedure that builds objects of that kind. */
export interface Concept {
  /** The noun as captions and prompts say it, singular, lower case, without article. */
  name: string;
  /** Other nouns for it, the commonest first. */
  synonyms: readonly string[];
  category: string;
  /**
   * Order of the rotational symmetry about the vertical that each of its objects has, neither less nor more: 1 has a definite front, 2 would
   * look the same after half a turn only. null where pictures do not tell the azimuth: objects differ in their order, as round and long
   * tables do, look the same from everywhere, or have their details at random places.
   */
  symmetry: number | null;
  build(rng: Rng): BuiltObject;
}
