import { Group } from 'three';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { hsl, randomColour, shadeOf } from '../palette.ts';
import { addPart, ball, box, cylinder, lathe } from '../parts.ts';

export const hamburger: Concept = {
  name: 'hamburger',
  synonyms: ['burger', 'cheeseburger'],
  category: 'food',
  symmetry: null,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const unusual = rng.chance(0.2)
      ? randomColour(rng, ['red', 'green', 'blue', 'pink', 'black', 'white', 'purple'])
      : null;
    const bun = unusual?.colour ?? hsl(rng.uniform(26, 36), rng.uniform(60, 80), rng.uniform(45, 60));
    const layers = rng.chance(0.2) ? 2 : 1;
    if (layers === 2) adjectives.push('double');
    let y = 0;
    const bottom = rng.uniform(0.18, 0.28);
    addPart(
      group,
      lathe([
        [0, 0],
        [0.85, 0],
        [0.95, 0.08],
        [0.95, bottom - 0.04],
        [0.9, bottom],
        [0, bottom],
      ]),
      bun,
    );
    y += bottom;
    const cheese = rng.chance(0.6);
    const lettuce = rng.chance(0.6);
    const tomato = rng.chance(0.45);
    for (let i = 0; i < layers; i++) {
      const patty = rng.uniform(0.18, 0.26);
      addPart(group, cylinder(1, 1, patty), hsl(20, 45, rng.uniform(16, 24)), { at: [0, y + patty / 2, 0] });
      y += patty;
      if (cheese) {
        addPart(group, box(1.5, 0.06, 1.5), hsl(45, 95, 56), {
          at: [0, y + 0.03, 0],
          turn: [0, rng.uniform(0, 1.5), 0],
        });
        y += 0.06;
      }
    }
    if (tomato) {
      addPart(group, cylinder(0.92, 0.92, 0.09), hsl(4, 80, 45), { at: [0, y + 0.045, 0] });
      y += 0.09;
    }
    if (lettuce) {
      addPart(group, cylinder(1.08, 1.02, 0.08), shadeOf('green', rng), { at: [0, y + 0.04, 0] });
      y += 0.08;
    }
    const dome = rng.uniform(0.5, 0.7);
    addPart(
      group,
      lathe([
        [0, 0],
        [0.96, 0],
        [1, dome * 0.25],
        [0.9, dome * 0.6],
        [0.62, dome * 0.88],
        [0.3, dome * 0.98],
        [0, dome],
      ]),
      bun,
      { at: [0, y, 0] },
    );
    if (rng.chance(0.5)) {
      for (let i = 0; i < 26; i++) {
        const angle = rng.uniform(0, 2 * Math.PI);
        const r = 0.75 * Math.sqrt(rng.uniform());
        const h = dome * (r < 0.3 ? 0.98 : r < 0.62 ? 0.98 - (r - 0.3) * 0.31 : 0.88 - (r - 0.62));
        addPart(group, ball(0.05, 8), hsl(44, 60, 85), {
          at: [r * Math.cos(angle), y + h, r * Math.sin(angle)],
          stretch: [1, 0.6, 1],
        });
      }
      features.push('with sesame seeds');
    }
    if (cheese) features.push('with cheese');
    if (lettuce) features.push('with lettuce');
    if (tomato) features.push('with tomato');
    return {
      group: fitToBall(group),
      description: {
        colour: unusual ? { name: unusual.name, natural: false } : undefined,
        adjectives,
        features,
      },
    };
  },
};
