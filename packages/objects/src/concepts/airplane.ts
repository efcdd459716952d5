import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, lathe, planProfile, sideProfile } from '../parts.ts';

export const airplane = defineConcept({
  name: 'airplane',
  synonyms: ['plane', 'aeroplane', 'aircraft', 'jet', 'jet plane', 'airliner', 'biplane'],
  category: 'vehicle',
  symmetry: 1,
  natural: ['white', 'white', 'grey'],
  build(make) {
    const { rng, main } = make;
    const accent = rng.chance(0.6) ? make.accent() : null;
    const wingsToo = accent !== null && rng.chance(0.5);
    const wingColour = wingsToo ? accent : main;
    const r = rng.uniform(0.2, 0.26);
    const along = [Math.PI / 2, 0, 0] as const;
    make.add(
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
      main,
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
    make.add(planProfile(wing(span, chord * 1.3, sweep), 0.08), wingColour, {
      at: [0, -r * 0.3, 0.2],
    });
    if (propeller && rng.chance(0.4)) {
      make.add(planProfile(wing(span, chord * 1.3, sweep), 0.08), wingColour, {
        at: [0, r + 0.28, 0.2],
      });
      for (const x of [-0.55, 0.55])
        make.add(box(0.08, r * 1.3 + 0.28, 0.1), hsl(0, 0, 25), {
          at: [x * span, r * 0.35 + 0.14, 0.2 - sweep * 0.55],
        });
      make.feature('with two pairs of wings');
    }
    make.add(planProfile(wing(span * 0.42, chord * 0.8, sweep * 0.4), 0.07), wingColour, {
      at: [0, r * 0.3, -0.82],
    });
    const fin = rng.uniform(0.36, 0.5);
    make.add(
      sideProfile(
        [
          [-0.58, 0],
          [-0.86, r + fin],
          [-1.06, r + fin],
          [-1.0, 0],
        ],
        0.08,
      ),
      accent ?? main,
    );
    if (accent) {
      make.feature(`with a ${accent.name} tail`);
      if (wingsToo) make.feature(`with ${accent.name} wings`);
    }
    const glass = hsl(212, 45, main.name === 'black' || main.name === 'blue' ? 75 : 20);
    make.add(ball(1), glass, { at: [0, r * 0.62, 0.66], stretch: [r * 0.72, r * 0.6, 0.2] });
    if (rng.chance(0.65)) {
      for (let i = 0; i < 5; i++)
        make.add(box(r * 2.03, 0.09, 0.09), glass, { at: [0, r * 0.2, 0.42 - i * 0.19] });
      make.feature('with windows');
    }
    if (propeller) {
      const turn = rng.uniform(0, Math.PI);
      make.add(ball(0.09), hsl(0, 0, 20), { at: [0, 0, 1.06] });
      for (const quarter of [0, Math.PI / 2])
        make.add(box(0.75, 0.11, 0.05), hsl(0, 0, 15), {
          at: [0, 0, 1.08],
          turn: [0, 0, turn + quarter],
        });
      make.feature('with a propeller');
    } else {
      const engines = rng.chance(0.4) ? [0.32, 0.62] : [0.42];
      for (const t of engines)
        for (const x of [-1, 1]) {
          const at = [x * t * span, -r * 0.3 - 0.13, 0.36 - sweep * t] as const;
          make.add(cylinder(0.11, 0.09, 0.36), hsl(0, 0, main.name === 'grey' ? 80 : 55), {
            at,
            turn: along,
          });
          make.add(cylinder(0.08, 0.08, 0.37), hsl(0, 0, 10), { at, turn: along });
        }
      make.feature(engines.length === 2 ? 'with four engines' : 'with two engines');
    }
    if (span > 1.07) make.adjective('wide');
  },
});
