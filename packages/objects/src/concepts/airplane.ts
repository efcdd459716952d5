import { Group } from 'three';
import { accentColour } from '../accent.ts';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { type ColourName, hsl, randomColour } from '../palette.ts';
import { addPart, ball, box, cylinder, lathe, planProfile, sideProfile } from '../parts.ts';

const NATURAL: readonly ColourName[] = ['white', 'white', 'grey'];

export const airplane: Concept = {
  name: 'airplane',
  synonyms: ['plane', 'aeroplane', 'aircraft'],
  category: 'vehicle',
  symmetry: 1,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const main = randomColour(rng, rng.chance(0.65) ? NATURAL : undefined);
    const accent = rng.chance(0.6) ? accentColour(rng, main.name) : null;
    const wingsToo = accent !== null && rng.chance(0.5);
    const wingColour = wingsToo ? accent.colour : main.colour;
    const r = rng.uniform(0.2, 0.26);
    const along = [Math.PI / 2, 0, 0] as const;
    addPart(
      group,
      lathe([
        [0, -1],
        [r * 0.35, -1],
        [r * 0.8, -0.6],
        [r, -0.3],
        [r, 0.65],
        [r * 0.8, 0.88],
        [r * 0.45, 1],
        [0, 1.04],
      ]),
      main.colour,
      { turn: along },
    );
    const span = rng.uniform(0.85, 1.15);
    const chord = rng.uniform(0.34, 0.44);
    const propeller = rng.chance(0.35);
    const sweep = propeller ? rng.uniform(0, 0.08) : rng.uniform(0.3, 0.5);
    const wing = (x: number, depth: number, back: number) =>
      [
        [0, depth * 0.55],
        [x, depth * 0.3 - back],
        [x, -depth * 0.3 - back],
        [0, -depth * 0.55],
        [-x, -depth * 0.3 - back],
        [-x, depth * 0.3 - back],
      ] as const;
    addPart(group, planProfile(wing(span, chord * 1.3, sweep), 0.08), wingColour, {
      at: [0, -r * 0.3, 0.2],
    });
    if (propeller && rng.chance(0.4)) {
      addPart(group, planProfile(wing(span, chord * 1.3, sweep), 0.08), wingColour, {
        at: [0, r + 0.28, 0.2],
      });
      for (const x of [-0.55, 0.55])
        addPart(group, box(0.08, r * 1.3 + 0.28, 0.1), hsl(0, 0, 25), {
          at: [x * span, r * 0.35 + 0.14, 0.2 - sweep * 0.55],
        });
      features.push('with two pairs of wings');
    }
    addPart(group, planProfile(wing(span * 0.42, chord * 0.8, sweep * 0.4), 0.07), wingColour, {
      at: [0, r * 0.3, -0.82],
    });
    const fin = rng.uniform(0.36, 0.5);
    addPart(
      group,
      sideProfile(
        [
          [-0.58, 0],
          [-0.86, r + fin],
          [-1.06, r + fin],
          [-1.0, 0],
        ],
        0.08,
      ),
      accent?.colour ?? main.colour,
    );
    if (accent) {
      features.push(`with a ${accent.name} tail`);
      if (wingsToo) features.push(`with ${accent.name} wings`);
    }
    const glass = hsl(212, 45, main.name === 'black' || main.name === 'blue' ? 75 : 20);
    addPart(group, ball(1), glass, { at: [0, r * 0.62, 0.66], stretch: [r * 0.72, r * 0.6, 0.2] });
    if (rng.chance(0.65)) {
      for (let i = 0; i < 5; i++)
        addPart(group, box(r * 2.03, 0.09, 0.09), glass, { at: [0, r * 0.2, 0.42 - i * 0.19] });
      features.push('with windows');
    }
    if (propeller) {
      const turn = rng.uniform(0, Math.PI);
      addPart(group, ball(0.09), hsl(0, 0, 20), { at: [0, 0, 1.06] });
      for (const quarter of [0, Math.PI / 2])
        addPart(group, box(0.75, 0.11, 0.05), hsl(0, 0, 15), {
          at: [0, 0, 1.08],
          turn: [0, 0, turn + quarter],
        });
      features.push('with a propeller');
    } else {
      const engines = rng.chance(0.4) ? [0.32, 0.62] : [0.42];
      for (const t of engines)
        for (const x of [-1, 1]) {
          const at = [x * t * span, -r * 0.3 - 0.13, 0.36 - sweep * t] as const;
          addPart(group, cylinder(0.11, 0.09, 0.36), hsl(0, 0, main.name === 'grey' ? 80 : 55), {
            at,
            turn: along,
          });
          addPart(group, cylinder(0.08, 0.08, 0.37), hsl(0, 0, 10), { at, turn: along });
        }
      features.push(engines.length === 2 ? 'with four engines' : 'with two engines');
    }
    if (span > 1.07) adjectives.push('wide');
    return {
      group: fitToBall(group),
      description: {
        colour: { name: main.name, natural: NATURAL.includes(main.name) },
        adjectives,
        features,
      },
    };
  },
};
