import { Group } from 'three';
import { accentColour } from '../accent.ts';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { hsl, randomColour } from '../palette.ts';
import { addPart, box, cylinder } from '../parts.ts';

export const chair: Concept = {
  name: 'chair',
  synonyms: ['seat'],
  category: 'furniture',
  symmetry: 1,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const wooden = rng.chance(0.35);
    const frame = wooden
      ? { name: 'brown' as const, colour: hsl(rng.uniform(22, 32), rng.uniform(40, 60), rng.uniform(26, 36)) }
      : randomColour(rng);
    if (wooden) adjectives.push('wooden');
    const dark = frame.colour.clone().multiplyScalar(frame.name === 'black' ? 2.2 : 0.68);
    const width = rng.uniform(0.95, 1.2);
    const depth = rng.uniform(0.9, 1.1);
    const legs = rng.uniform(0.65, 0.95);
    const back = rng.uniform(0.75, 1.2);
    if (back > 1.08) adjectives.push('high-backed');
    const thick = rng.uniform(0.11, 0.17);
    const seat = 0.14;

    const roundLegs = rng.chance(0.4);
    for (const x of [-1, 1]) {
      for (const z of [-1, 1]) {
        const leg = roundLegs ? cylinder(thick * 0.62, thick * 0.45, legs, 10) : box(thick, legs, thick);
        const at: [number, number, number] = [
          x * (width / 2 - thick * 0.6),
          legs / 2,
          z * (depth / 2 - thick * 0.6),
        ];
        addPart(group, leg, dark, { at });
      }
    }
    addPart(group, box(width, seat, depth), frame.colour, { at: [0, legs + seat / 2, 0] });
    const rear = -depth / 2 + 0.06;
    const base = legs + seat;
    const style = rng.pick(['solid', 'slats', 'rungs'] as const);
    if (style === 'solid') {
      addPart(group, box(width, back, 0.13), frame.colour, { at: [0, base + back / 2, rear] });
    } else {
      for (const x of [-1, 1]) {
        addPart(group, box(0.13, back, 0.13), frame.colour, {
          at: [x * (width / 2 - 0.065), base + back / 2, rear],
        });
      }
      addPart(group, box(width, 0.2, 0.13), frame.colour, { at: [0, base + back - 0.1, rear] });
      if (style === 'slats') {
        for (const x of [-0.17, 0.17]) {
          addPart(group, box(0.13, back - 0.1, 0.09), dark, {
            at: [x * width, base + back / 2 - 0.05, rear],
          });
        }
        features.push('with a slatted back');
      } else {
        addPart(group, box(width - 0.2, 0.18, 0.1), dark, { at: [0, base + back * 0.45, rear] });
        features.push('with an open back');
      }
    }
    if (rng.chance(0.45)) {
      const cushion = accentColour(rng, frame.name);
      addPart(group, box(width * 0.88, 0.13, depth * 0.84), cushion.colour, { at: [0, base + 0.06, 0.05] });
      features.push(`with a ${cushion.name} cushion`);
    }
    if (rng.chance(0.35)) {
      for (const x of [-1, 1]) {
        const side = x * (width / 2 - 0.02);
        addPart(group, box(0.14, 0.12, depth * 0.95), dark, { at: [side, base + 0.42, 0] });
        addPart(group, box(0.12, 0.42, 0.12), dark, { at: [side, base + 0.2, depth * 0.36] });
      }
      features.push('with armrests');
    }
    if (rng.chance(0.25)) {
      for (const z of [-1, 1]) {
        addPart(group, box(width - thick, 0.09, 0.09), dark, {
          at: [0, legs * 0.4, z * (depth / 2 - thick * 0.6)],
        });
      }
      features.push('with crossbars');
    }
    return {
      group: fitToBall(group),
      description: { colour: { name: frame.name, natural: true }, adjectives, features },
    };
  },
};
