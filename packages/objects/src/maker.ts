import type { Rng } from '@modeseek/core';
import { type BufferGeometry, type Color, Group, Object3D } from 'three';
import { accentColour } from './accent.ts';
import type { Look, Swatch } from './look.ts';
import { type ColourName, randomColour } from './palette.ts';
import { addGroup, addPart, type Placement } from './parts.ts';

/**
 * Words that are true of an object; those that are `always` said make it differ from what the bare noun
 * means.
 */
export interface Phrase {
  text: string;
  always: boolean;
}

/** Places on an object where others stand or sit, as nodes of its group. */
export interface Anchors {
  /** Middle of a flat, level surface; `userData.reach` is the radius of a disc that fits on it. */
  top?: Object3D;
  /** Centre of the head; `userData.radius` is its size. */
  head?: Object3D;
  /** Where a scarf lies; `userData.radius` is how wide. */
  neck?: Object3D;
}

/** What a build leaves beside its meshes. */
export interface Notes {
  adjectives: Phrase[];
  features: Phrase[];
  anchors: Anchors;
}

/**
 * What a concept builds with: adds parts, tells the words that are true, marks anchors. Space: any units,
 * front +z, up +y, round things around x = z = 0; the object is centred and scaled afterwards.
 */
export class Maker {
  readonly rng: Rng;
  /** Look of the body, drawn already: pass it as the colour of every part that "a red X" speaks of. */
  readonly main: Look;
  readonly group: Group;
  private readonly notes: Notes;

  constructor(rng: Rng, main: Look, notes: Notes, group = new Group()) {
    this.rng = rng;
    this.main = main;
    this.notes = notes;
    this.group = group;
  }

  /** Whether the body is of one flat colour: the moment for a concept's own decorations. */
  get plain(): boolean {
    return !this.main.pattern && !this.main.material;
  }

  /** Adds a part: a body part in `main` or `shade(…)`, else a detail. */
  add(geometry: BufferGeometry, ink: Swatch | Color, placement?: Placement): void {
    const swatch: Swatch = 'colour' in ink ? ink : { colour: ink };
    const mesh = addPart(this.group, geometry, swatch.colour, placement);
    mesh.userData.look = this.main;
    mesh.userData.body = swatch.look !== undefined;
  }

  /** A maker whose parts are placed and turned together. */
  inside(placement?: Placement): Maker {
    return this.within(addGroup(this.group, placement));
  }

  /** A maker that adds to an existing group of the object. */
  within(group: Group): Maker {
    return new Maker(this.rng, this.main, this.notes, group);
  }

  /**
   * The body's colour times a factor, for body parts that must stand out a little; black is lightened
   * instead.
   */
  shade(factor: number): Swatch {
    const { name, colour } = this.main;
    return {
      colour: colour.clone().multiplyScalar(name === 'black' ? 1 + 3 * (1 - factor) : factor),
      look: this.main,
    };
  }

  /** A named colour that stands out from the body, or from another colour. */
  accent(besides: Color = this.main.colour): { name: ColourName; colour: Color } {
    return accentColour(this.rng, besides);
  }

  /** A random shade of one of some named colours, other than the body's. */
  pick(names: readonly ColourName[]): { name: ColourName; colour: Color } {
    return randomColour(
      this.rng,
      names.filter((name) => name !== this.main.name),
    );
  }

  /** Says an adjective that is true: "round", "two-storey". */
  adjective(word: string): void {
    this.notes.adjectives.push({ text: word, always: false });
  }

  /** Says a phrase that follows the noun: "with a red lid", "on a plate". */
  feature(phrase: string): void {
    this.notes.features.push({ text: phrase, always: false });
  }

  /**
   * Whether a part that such things have is there, with probability `chance`; says "without PART" when not.
   */
  has(part: string, chance: number): boolean {
    const present = this.rng.chance(chance);
    if (!present) this.notes.features.push({ text: `without ${part}`, always: true });
    return present;
  }

  /**
   * Marks a flat surface on which other things can stand: its height, and the radius of a disc that fits on
   * it.
   */
  top(height: number, reach: number, [x, z]: readonly [number, number] = [0, 0]): void {
    this.notes.anchors.top = this.anchor([x, height, z], { reach });
  }

  /** Marks the head, a ball, and the neck below it: what hats, crowns, bows and scarves need. */
  head(
    at: readonly [number, number, number],
    radius: number,
    neck: { at: readonly [number, number, number]; radius: number } = {
      at: [at[0], at[1] - radius * 0.85, at[2]],
      radius: radius * 0.75,
    },
  ): void {
    this.notes.anchors.head = this.anchor(at, { radius });
    this.notes.anchors.neck = this.anchor(neck.at, { radius: neck.radius });
  }

  private anchor(at: readonly [number, number, number], userData: Record<string, number>): Object3D {
    const node = new Object3D();
    node.position.set(...at);
    node.userData = userData;
    this.group.add(node);
    return node;
  }
}
