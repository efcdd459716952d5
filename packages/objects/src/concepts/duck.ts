import { Group } from 'three';
import { accentColour } from '../accent.ts';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { hsl, randomColour } from '../palette.ts';
import { addPart, ball, box, cone, cylinder, torus } from '../parts.ts';

export const duck: Concept = {
  name: 'duck',
  synonyms: ['duckling', 'rubber duck'],
  category: 'animal',
  symmetry: 1,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const natural = rng.chance(0.75);
    const main = randomColour(
      rng,
      natural
        ? ['yellow', 'yellow', 'white', 'brown']
        : ['red', 'orange', 'green', 'turquoise', 'blue', 'purple', 'pink', 'grey', 'black'],
    );
    const long = rng.uniform(0.62, 0.8);
    const wide = rng.uniform(0.44, 0.56);
    const tall = rng.uniform(0.38, 0.46);
    if (wide > 0.53) adjectives.push('fat');
    addPart(group, ball(1), main.colour, { stretch: [wide, tall, long] });
    addPart(group, cone(0.2, 0.5), main.colour, { at: [0, 0.26, -long * 0.88], turn: [-0.75, 0, 0] });
    const head = rng.uniform(0.3, 0.38);
    const neck = rng.uniform(0.05, 0.25);
    const y = tall + head * 0.45 + neck;
    const z = long * 0.55;
    const mallard = main.name === 'brown' && rng.chance(0.6);
    const top = mallard ? hsl(150, 60, 24) : main.colour;
    if (mallard) features.push('with a green head');
    addPart(group, cylinder(head * 0.65, head * 0.85, tall * 0.6 + neck * 1.4), top, {
      at: [0, tall * 0.7 + neck * 0.5, z],
    });
    addPart(group, ball(head), top, { at: [0, y, z] });
    const beak = hsl(main.name === 'orange' || main.name === 'red' ? 50 : rng.uniform(18, 28), 100, 50);
    addPart(group, ball(1), beak, {
      at: [0, y - head * 0.15, z + head * 1.1],
      stretch: [0.17, 0.085, rng.uniform(0.2, 0.3)],
    });
    const pupil = main.name === 'black' || mallard ? hsl(0, 0, 97) : hsl(0, 0, 5);
    for (const x of [-1, 1])
      addPart(group, ball(0.075, 12), pupil, { at: [x * head * 0.62, y + head * 0.28, z + head * 0.7] });
    const wing = rng.chance(0.4) ? accentColour(rng, main.name) : null;
    const shade = main.colour.clone().multiplyScalar(main.name === 'black' ? 2 : 0.82);
    for (const x of [-1, 1])
      addPart(group, ball(1), wing?.colour ?? shade, {
        at: [x * wide * 0.88, 0.08, -0.08],
        turn: [0.25, 0, 0],
        stretch: [0.12, tall * 0.58, long * 0.56],
      });
    if (wing) features.push(`with ${wing.name} wings`);
    if (rng.chance(0.4)) {
      for (const x of [-0.22, 0.22]) {
        addPart(group, cylinder(0.06, 0.06, 0.3), beak, { at: [x, -tall - 0.05, 0.02] });
        addPart(group, box(0.26, 0.07, 0.36), beak, { at: [x, -tall - 0.2, 0.12] });
      }
      features.push('with feet');
    }
    const worn = rng.pick(['hat', 'collar', 'bow', null, null, null]);
    const cloth = accentColour(rng, main.name);
    if (worn === 'hat') {
      addPart(group, cylinder(head * 1.0, head * 1.0, 0.07), cloth.colour, { at: [0, y + head * 0.75, z] });
      addPart(group, cylinder(head * 0.62, head * 0.66, 0.3), cloth.colour, {
        at: [0, y + head * 0.75 + 0.15, z],
      });
      features.push(`with a ${cloth.name} hat`);
    } else if (worn === 'collar') {
      addPart(group, torus(head * 0.82, 0.09), cloth.colour, {
        at: [0, tall * 0.78 + neck * 0.6, z],
        turn: [Math.PI / 2, 0, 0],
      });
      features.push(`with a ${cloth.name} scarf`);
    } else if (worn === 'bow') {
      for (const x of [-1, 1])
        addPart(group, cone(0.14, 0.24), cloth.colour, {
          at: [x * 0.12, tall * 0.78 + neck * 0.6, z + head * 0.9],
          turn: [0, 0, (x * Math.PI) / 2],
        });
      features.push(`with a ${cloth.name} bow tie`);
    }
    return {
      group: fitToBall(group),
      description: { colour: { name: main.name, natural }, adjectives, features },
    };
  },
};
