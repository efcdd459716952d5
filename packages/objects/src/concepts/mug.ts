import { Group } from 'three';
import { accentColour } from '../accent.ts';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { hsl, randomColour } from '../palette.ts';
import { addPart, ball, cylinder, lathe, torus } from '../parts.ts';

export const mug: Concept = {
  name: 'mug',
  synonyms: ['cup', 'coffee mug', 'coffee cup'],
  category: 'tableware',
  symmetry: 1,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const main = randomColour(rng);
    const accent = accentColour(rng, main.name);
    const h = rng.uniform(0.85, 1.4);
    if (h > 1.25) adjectives.push('tall');
    if (h < 0.97) adjectives.push('wide');
    const bottom = rng.uniform(0.38, 0.5);
    const top = rng.chance(0.5) ? 0.5 : rng.uniform(0.5, 0.6);
    const belly = rng.chance(0.3) ? 0.08 : 0;
    const radius = (t: number) => bottom + (top - bottom) * t + belly * 4 * t * (1 - t);
    const wall = 0.08;
    const profile = [0, 0.2, 0.4, 0.6, 0.8, 1].map((t) => [radius(t), t * h] as const);
    addPart(group, lathe([[0, 0], ...profile, [top - wall, h]]), main.colour);
    const lined = rng.chance(0.4);
    const inside = profile.map(([r, y]) => [r - wall, Math.max(y, wall)] as const);
    addPart(group, lathe([[0, wall], ...inside]), lined ? accent.colour : main.colour);
    if (lined) features.push(`with a ${accent.name} inside`);
    const drink = rng.pick(['coffee', 'tea', 'milk', null, null] as const);
    if (drink) {
      const colour = { coffee: hsl(20, 55, 14), tea: hsl(26, 85, 40), milk: hsl(45, 50, 95) }[drink];
      addPart(group, cylinder(radius(0.85) - wall + 0.01, radius(0.85) - wall, 0.03), colour, {
        at: [0, h * 0.85, 0],
      });
      features.push(`with ${drink}`);
    }
    const handle = !lined && rng.chance(0.35) ? accent : main;
    const reach = rng.uniform(0.26, 0.38) * h;
    // Both ends of the handle sink into the wall, however the wall leans.
    const low = radius(0.5 - reach / h);
    const high = radius(0.5 + reach / h);
    addPart(group, torus(0.32, rng.uniform(0.075, 0.095), Math.PI), handle.colour, {
      at: [(low + high) / 2 - 0.04, h * 0.5, 0],
      turn: [0, 0, -Math.PI / 2 - Math.atan2(high - low, 2 * reach)],
      stretch: [reach / 0.32, rng.uniform(1, 1.25), 1.2],
    });
    if (handle !== main) features.push(`with a ${handle.name} handle`);
    const decoration = rng.pick(['stripe', 'stripes', 'dots', 'plain', 'plain']);
    const paint = lined || handle !== main ? accent : accentColour(rng, main.name);
    if (decoration === 'stripe' || decoration === 'stripes') {
      for (const t of decoration === 'stripe' ? [0.5] : [0.25, 0.5, 0.75])
        addPart(
          group,
          lathe([-0.06, 0, 0.06].map((d) => [radius(t + d) + 0.015, (t + d) * h])),
          paint.colour,
        );
      features.push(decoration === 'stripe' ? `with a ${paint.name} stripe` : `with ${paint.name} stripes`);
    }
    if (decoration === 'dots') {
      for (let i = 0; i < 14; i++) {
        const angle = (Math.PI * (i + 0.5)) / 7;
        const t = i % 2 ? 0.3 : 0.7;
        addPart(group, ball(1, 12), paint.colour, {
          at: [Math.sin(angle) * radius(t), h * t, Math.cos(angle) * radius(t)],
          turn: [0, angle, 0],
          stretch: [0.09, 0.09, 0.03],
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
