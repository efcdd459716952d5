import { CatmullRomCurve3, TubeGeometry, Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import { type ColourName, hsl, shadeOf } from '../palette.ts';
import { ball, box, cone, cylinder, faceted } from '../parts.ts';

export const christmasTree = defineConcept({
  name: 'christmas tree',
  synonyms: ['xmas tree', 'decorated tree'],
  category: 'plant',
  symmetry: null,
  round: true,
  natural: ['green'],
  proportions: ['tall', 'wide'],
  build(make) {
    const { rng, main } = make;
    const tiers = rng.pick([3, 4]);
    const foot = rng.uniform(0.8, 1);
    const height = rng.uniform(1.9, 2.3);
    if (height > 2.2) make.adjective('tall');
    const step = height / (tiers + 0.6);
    const other = make.shade(0.8);
    const radius = (y: number) => foot * (1 - y / (height * 1.06));
    for (let i = 0; i < tiers; i++) {
      const tall = step * 1.6;
      make.add(cone(radius(i * step) * 1.05, tall, 20), i % 2 ? other : main, {
        at: [0, i * step + tall / 2, 0],
      });
    }

    const all: ColourName[] = ['red', 'golden', 'blue', 'purple', 'white', 'pink'];
    const names = all.filter((name) => name !== main.name);
    const one = rng.chance(0.5) ? rng.pick(names) : null;
    const lights = rng.chance(0.3);
    const size = lights ? 0.085 : rng.uniform(0.11, 0.14);
    for (let tier = 0; tier < tiers; tier++) {
      const count = 7 - tier;
      for (let i = 0; i < count; i++) {
        const angle = ((i + tier * 0.5) * 2 * Math.PI) / count;
        const y = tier * step + 0.06;
        const r = radius(tier * step) * 0.98;
        const colour = lights ? hsl(50, 100, 68) : shadeOf(one ?? rng.pick(names), rng);
        make.add(ball(size, 8), colour, { at: [r * Math.sin(angle), y, r * Math.cos(angle)] });
      }
    }
    if (lights) make.feature('with yellow lights');
    else make.feature(one ? `with ${one} baubles` : 'with colourful baubles');

    if (rng.chance(0.6)) {
      const garland = make.pick(['red', 'golden', 'white', 'blue']);
      const turns = tiers;
      const points = Array.from({ length: 40 }, (_, i) => {
        const t = i / 39;
        const y = step * 0.45 + t * (height * 0.86 - step * 0.45);
        const r = radius(y) * 1.02 + 0.06;
        const angle = 2 * Math.PI * turns * t;
        return new Vector3(r * Math.sin(angle), y, r * Math.cos(angle));
      });
      make.add(new TubeGeometry(new CatmullRomCurve3(points), 90, 0.055, 5), garland);
      make.feature(`with a ${garland.name} garland`);
    }

    const top = (tiers - 1) * step + step * 1.6;
    if (make.has('star', 0.85)) {
      const star = rng.chance(0.75) && main.name !== 'golden' ? hsl(48, 100, 54) : hsl(0, 85, 48);
      for (let i = 0; i < 5; i++) {
        const ray = make.inside({ at: [0, top + 0.1, 0], turn: [0, 0, (i * 2 * Math.PI) / 5] });
        ray.add(faceted(cone(0.13, 0.34, 4)), star, { at: [0, 0.14, 0] });
      }
    }
    make.add(cylinder(0.14, 0.16, 0.4, 10), hsl(24, 50, 25), { at: [0, -0.16, 0] });
    const pot = rng.chance(0.5);
    if (pot) {
      const tub = make.pick(['red', 'white', 'golden', 'blue']);
      make.add(cylinder(0.38, 0.28, 0.36, 20), tub, { at: [0, -0.38, 0] });
      make.feature(`in a ${tub.name} pot`);
    } else make.add(cylinder(0.3, 0.42, 0.12, 16), hsl(24, 45, 20), { at: [0, -0.4, 0] });
    if (rng.chance(0.4)) {
      const ground = pot ? -0.56 : -0.46;
      for (const [x, z, size] of [
        [0.62, 0.3, 0.38],
        [-0.55, 0.45, 0.32],
        [0.1, -0.68, 0.36],
      ]) {
        const paper = make.accent();
        const ribbon = make.accent(paper.colour);
        make.add(box(size, size * 0.8, size), paper, { at: [x, ground + size * 0.4, z] });
        make.add(box(size * 0.25, size * 0.84, size * 1.04), ribbon, { at: [x, ground + size * 0.4, z] });
      }
      make.feature('with presents');
    }
  },
});
