import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cone, cylinder } from '../parts.ts';

export const snowman = defineConcept({
  name: 'snowman',
  synonyms: ['snow man'],
  category: 'figure',
  symmetry: 1,
  natural: ['white'],
  plurals: ['snowmen', 'snow men'],
  wears: 0.75,
  materials: ['wooden', 'golden', 'glass', 'plush'],
  build(make) {
    const { rng, main } = make;
    const three = rng.chance(0.55);
    const radii = [rng.uniform(0.5, 0.62), rng.uniform(0.36, 0.44), rng.uniform(0.27, 0.33)];
    if (!three) {
      radii.splice(1, 1);
      radii[1] *= 1.2;
      make.adjective('short');
    }
    const centres: number[] = [];
    let y = 0;
    for (const r of radii) {
      y += centres.length === 0 ? r * 0.9 : r * 0.8;
      make.add(ball(r), main, { at: [0, y, 0] });
      centres.push(y);
      y += r * 0.8;
    }
    const head = radii[radii.length - 1];
    const face = centres[centres.length - 1];
    for (const x of [-0.4, 0.4])
      make.add(ball(0.072, 12), hsl(0, 0, 6), { at: [x * head, face + head * 0.32, head * 0.85] });
    const carrot = rng.uniform(0.28, 0.45);
    make.add(cone(0.095, carrot), hsl(rng.uniform(20, 28), 100, 50), {
      at: [0, face, head * 0.9 + carrot / 2],
      turn: [Math.PI / 2, 0, 0],
    });
    make.feature('with a carrot nose');
    const chest = centres[centres.length - 2];
    const belly = radii[radii.length - 2];
    if (rng.chance(0.65)) {
      for (const t of [-0.15, 0.2, 0.55])
        make.add(ball(0.068, 12), hsl(0, 0, 8), {
          at: [0, chest + Math.sin(t) * belly, Math.cos(t) * belly],
        });
      make.feature('with buttons');
    }
    if (rng.chance(0.2)) {
      const bucket = make.accent();
      make.add(cylinder(head * 0.6, head * 0.9, 0.4), bucket, { at: [0, face + head * 0.95, 0] });
      make.feature(`with a ${bucket.name} bucket`);
    } else make.head([0, face, 0], head);
    if (rng.chance(0.6)) {
      const lift = rng.uniform(0.1, 0.7);
      for (const x of [-1, 1])
        make.add(cylinder(0.045, 0.055, 0.6, 10), hsl(24, 50, 22), {
          at: [x * (belly * 0.9 + 0.22), chest + 0.1 + 0.22 * lift, 0],
          turn: [0, 0, -x * (Math.PI / 2 - lift)],
        });
      make.feature('with stick arms');
    }
  },
});
