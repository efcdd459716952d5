import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, planProfile, ring } from '../parts.ts';

export const boot = defineConcept({
  name: 'boot',
  synonyms: ['rain boot', 'cowboy boot', 'rubber boot', 'hiking boot'],
  category: 'clothing',
  symmetry: 1,
  natural: ['brown', 'brown', 'black', 'black', 'yellow', 'red', 'green', 'blue'],
  proportions: ['wide'],
  build(make) {
    const { rng, main } = make;
    const shaft = rng.uniform(0.7, 1.25);
    if (shaft > 1.1) make.adjective('tall');
    if (shaft < 0.82) make.adjective('short');
    const r = rng.uniform(0.3, 0.35);
    const heel = rng.pick([0.12, 0.12, 0.28]);
    const toe = 0.78;
    const sole = make.pick(['black', 'white', 'brown', 'beige']);
    make.feature(`with a ${sole.name} sole`);
    // Outline of the sole, toe towards +z.
    const outline = Array.from({ length: 20 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 20;
      const [x, z] = [Math.sin(angle), Math.cos(angle)];
      return [x * (z > 0 ? 0.38 : 0.34), z > 0 ? z * (toe + 0.06) : z * 0.4] as const;
    });
    make.add(planProfile(outline, 0.12), sole, { at: [0, heel, 0] });
    make.add(box(0.56, heel, 0.34), sole, { at: [0, heel / 2, -0.18] });
    if (heel > 0.2) make.feature('with a high heel');
    else make.add(box(0.6, heel, 0.46), sole, { at: [0, heel / 2, 0.42] });

    const foot = heel + 0.05;
    make.add(ball(1, 20), main, { at: [0, foot + 0.12, 0.3], stretch: [0.35, 0.26, 0.52] });
    make.add(ball(1, 18), main, { at: [0, foot + 0.22, 0.06], stretch: [0.33, 0.36, 0.46] });
    const top = foot + 0.2 + shaft;
    make.add(cylinder(r * 1.12, r * 0.96, shaft + 0.2, 28), main, {
      at: [0, top - (shaft + 0.2) / 2, -0.04],
    });
    make.add(cylinder(r * 0.9, r * 0.9, 0.04, 24), hsl(20, 20, main.name === 'black' ? 45 : 10), {
      at: [0, top + 0.01, -0.04],
    });

    const rim = rng.pick(['fur', 'cuff', 'none'] as const);
    if (rim === 'fur') {
      const fur = make.pick(['white', 'beige', 'brown']);
      make.add(ring(r * 1.1, 0.13), fur, { at: [0, top, -0.04] });
      make.feature(`with ${fur.name} fur`);
    } else if (rim === 'cuff') {
      const cuff = make.accent();
      make.add(cylinder(r * 1.2, r * 1.16, 0.2, 28), cuff, { at: [0, top - 0.08, -0.04] });
      make.feature(`with a ${cuff.name} cuff`);
    }
    const front = r - 0.02;
    const closing = rng.pick(['laces', 'laces', 'strap', 'none'] as const);
    if (closing === 'laces') {
      const laces = make.accent();
      for (let y = foot + 0.42; y < top - 0.16; y += 0.19)
        make.add(box(0.34, 0.09, 0.12), laces, { at: [0, y, front] });
      make.add(box(0.34, 0.09, 0.12), laces, { at: [0, foot + 0.34, front + 0.16], turn: [0.8, 0, 0] });
      make.feature(`with ${laces.name} laces`);
    } else if (closing === 'strap') {
      const strap = make.accent();
      make.add(cylinder(r * 1.06, r * 1.06, 0.15, 28), strap, { at: [0, foot + 0.42, -0.04] });
      make.add(box(0.12, 0.22, 0.22), hsl(45, 80, 55), { at: [r * 1.04, foot + 0.42, 0] });
      make.feature(`with a ${strap.name} strap`);
    }
    if (rng.chance(0.3)) {
      const tip = make.accent();
      make.add(ball(1, 18), tip, { at: [0, foot + 0.1, 0.52], stretch: [0.3, 0.23, 0.33] });
      make.feature(`with a ${tip.name} toe`);
    }
  },
});
