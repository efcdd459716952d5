import { Group } from 'three';
import { accentColour } from '../accent.ts';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { hsl, randomColour } from '../palette.ts';
import { addPart, ball, cylinder, lathe, torus, tube } from '../parts.ts';

export const teapot: Concept = {
  name: 'teapot',
  synonyms: ['tea pot'],
  category: 'tableware',
  symmetry: 1,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const main = randomColour(rng);
    const accent = accentColour(rng, main.name);
    const h = rng.uniform(0.75, 1.15);
    if (h > 1.05) adjectives.push('tall');
    if (h < 0.85) adjectives.push('round');
    const shoulder = rng.uniform(0.75, 0.95);
    const r = 0.58;
    const profile = [
      [0.62, 0],
      [0.9, 0.18],
      [1, 0.4],
      [shoulder, 0.72],
      [0.6, 0.92],
      [0.5, 1],
    ].map(([x, y]) => [x * r, y * h] as const);
    addPart(group, lathe([[0, 0], ...profile]), main.colour);
    addPart(group, cylinder(0.3, 0.42, 0.1), main.colour);
    const lid = rng.chance(0.45) ? accent : main;
    addPart(
      group,
      lathe([
        [0.36, h - 0.02],
        [0.35, h + 0.05],
        [0.24, h + 0.13],
        [0, h + 0.17],
      ]),
      lid.colour,
    );
    if (lid !== main) features.push(`with a ${lid.name} lid`);
    const knob = rng.chance(0.3) ? hsl(44, 85, 48) : accent.colour;
    addPart(group, ball(rng.uniform(0.09, 0.12), 16), knob, { at: [0, h + 0.22, 0] });
    const long = rng.uniform(0.42, 0.58);
    const limbs = rng.chance(0.35) ? accent : main;
    if (rng.chance(0.5)) {
      addPart(
        group,
        tube(
          [
            [r * 0.75, h * 0.28, 0],
            [r + long * 0.45, h * 0.38, 0],
            [r + long * 0.62, h * 0.7, 0],
            [r + long, h * 0.98, 0],
          ],
          0.1,
        ),
        limbs.colour,
      );
      addPart(group, ball(0.09, 12), hsl(20, 20, 10), {
        at: [r + long, h * 0.98, 0],
        stretch: [0.9, 0.5, 0.9],
      });
    } else {
      const tilt = Math.atan2(long + r * 0.3, h * 0.6);
      const at = (t: number) => [r * 0.7 + t * (long + r * 0.3), h * (0.32 + 0.6 * t), 0] as const;
      addPart(group, cylinder(0.09, 0.19, Math.hypot(long + r * 0.3, h * 0.6)), limbs.colour, {
        at: at(0.5),
        turn: [0, 0, -tilt],
      });
      addPart(group, cylinder(0.075, 0.075, 0.04), hsl(20, 20, 10), { at: at(1.0), turn: [0, 0, -tilt] });
    }
    addPart(group, torus(0.3, 0.08, Math.PI), limbs.colour, {
      at: [-r * 0.78, h * 0.52, 0],
      turn: [0, 0, Math.PI / 2],
      stretch: [h, rng.uniform(1.2, 1.6), 1.1],
    });
    if (limbs !== main) features.push(`with a ${limbs.name} handle and spout`);
    const decoration = rng.pick(['stripe', 'dots', 'plain', 'plain']);
    const paint = lid !== main || limbs !== main ? accent : accentColour(rng, main.name);
    if (decoration === 'stripe') {
      addPart(group, cylinder(r * 1.01, r * 1.01, h * 0.14, 32), paint.colour, { at: [0, h * 0.4, 0] });
      features.push(`with a ${paint.name} stripe`);
    }
    if (decoration === 'dots') {
      for (let i = 0; i < 10; i++) {
        const angle = (2 * Math.PI * (i + 0.5)) / 10;
        addPart(group, ball(1, 12), paint.colour, {
          at: [Math.sin(angle) * r * 0.97, h * 0.42, Math.cos(angle) * r * 0.97],
          turn: [0, angle, 0],
          stretch: [0.1, 0.1, 0.05],
        });
      }
      features.push(`with ${paint.name} dots`);
    }
    return {
      group: fitToBall(group),
      description: { colour: { name: main.name, natural: true }, adjectives, features },
    };
  },
};
