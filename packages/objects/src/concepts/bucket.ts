import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, lathe, ring, torus } from '../parts.ts';

export const bucket = defineConcept({
  name: 'bucket',
  synonyms: ['pail'],
  category: 'household',
  symmetry: null,
  round: true,
  natural: ['blue', 'red', 'grey', 'green', 'yellow'],
  usual: ['metal'],
  proportions: ['short', 'wide', 'thin'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(0.95, 1.3);
    if (height > 1.22) make.adjective('tall');
    const top = rng.uniform(0.72, 0.84);
    const foot = top * rng.uniform(0.62, 0.75);
    const radius = (t: number) => foot + (top - foot) * t;
    make.add(
      lathe([
        [0, 0.02],
        [foot, 0],
        [top, height],
        [top - 0.08, height],
        [foot - 0.06, 0.08],
        [0, 0.08],
      ]),
      main,
    );
    const rim = rng.chance(0.3) ? make.accent() : null;
    make.add(ring(top, 0.07), rim ?? make.shade(0.75), { at: [0, height, 0] });
    if (rim) make.feature(`with a ${rim.name} rim`);
    make.add(cylinder(foot + 0.03, foot + 0.03, 0.1, 28), make.shade(0.75), { at: [0, 0.04, 0] });
    if (rng.chance(0.45)) {
      for (const t of [0.36, 0.68])
        make.add(ring(radius(t), 0.055), make.shade(0.7), { at: [0, t * height, 0] });
      make.feature('with ridges');
    }

    if (make.has('handle', 0.9)) {
      const up = rng.chance(0.6);
      make.feature(up ? 'with a raised handle' : 'with a lowered handle');
      const wire = rng.chance(0.6) && main.name !== 'grey' ? hsl(0, 0, 62) : hsl(0, 0, 20);
      for (const x of [-1, 1])
        make.add(ball(0.13, 10), wire, { at: [x * (top - 0.01), height * 0.88, 0], stretch: [0.7, 1, 1] });
      // Hanging, it leans against the front.
      const bow = make.inside({ at: [0, height * 0.88, 0], turn: [up ? 0 : 2.3, 0, 0] });
      const rise = up ? 0.95 : 0.92;
      bow.add(torus(top + 0.06, 0.055, Math.PI), wire, {
        stretch: [1, (rise * top) / (top + 0.06) + 0.15, 1],
      });
      const grip = rng.chance(0.5);
      if (grip) {
        const wood = make.pick(['brown', 'red', 'yellow', 'black']);
        bow.add(cylinder(0.1, 0.1, 0.42, 12), wood, {
          at: [0, rise * top + (top + 0.06) * 0.15, 0],
          turn: [0, 0, Math.PI / 2],
        });
      }
    }

    const level = (t: number) => [radius(t) - 0.07, t * height] as const;
    const content = rng.pick(['water', 'sand', 'soap', null, null] as const);
    if (content) {
      const [r, y] = level(0.84);
      const colour = { water: hsl(203, 80, 58), sand: hsl(43, 62, 66), soap: hsl(195, 70, 80) }[content];
      make.add(cylinder(r, r, 0.04, 28), colour, { at: [0, y, 0] });
      if (content === 'sand') {
        make.add(ball(r, 18), colour, { at: [0, y, 0], stretch: [1, 0.5, 1] });
        make.feature('with sand');
        if (rng.chance(0.5)) {
          const scoop = make.accent();
          const tilted = make.inside({ at: [0.25, y + 0.2, 0.1], turn: [0, 0, -0.35] });
          tilted.add(cylinder(0.07, 0.07, 0.8, 10), scoop, { at: [0, 0.4, 0] });
          tilted.add(box(0.4, 0.12, 0.12), scoop, { at: [0, 0.82, 0] });
          make.feature(`with a ${scoop.name} scoop`);
        }
      } else if (content === 'soap') {
        for (let i = 0; i < 9; i++) {
          const out = r * 0.75 * Math.sqrt((i + 0.5) / 9);
          make.add(ball(0.2 + 0.05 * (i % 3), 9), i % 2 ? hsl(195, 60, 88) : hsl(0, 0, 98), {
            at: [out * Math.cos(i * 2.4), y + 0.1, out * Math.sin(i * 2.4)],
          });
        }
        make.feature('with foam');
      } else make.feature('with water');
    }
  },
});
