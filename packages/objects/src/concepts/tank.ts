import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, sideProfile } from '../parts.ts';
import { rod } from '../rod.ts';

export const tank = defineConcept({
  name: 'tank',
  synonyms: ['battle tank', 'army tank', 'panzer'],
  category: 'vehicle',
  symmetry: 1,
  natural: ['green', 'green', 'grey', 'beige'],
  usual: ['metal'],
  build(make) {
    const { rng, main } = make;
    const half = rng.uniform(0.9, 1.1);
    const wide = rng.uniform(0.5, 0.58);
    const belt = hsl(0, 0, main.name === 'black' ? 36 : 12);
    const across = [0, 0, Math.PI / 2] as const;
    for (const x of [-1, 1]) {
      make.add(
        sideProfile(
          [
            [-half + 0.2, 0],
            [half - 0.26, 0],
            [half, 0.26],
            [half - 0.08, 0.44],
            [-half + 0.06, 0.44],
            [-half, 0.26],
          ],
          0.3,
        ),
        belt,
        { at: [x * wide, 0, 0] },
      );
      const wheels = 4;
      for (let k = 0; k < wheels; k++)
        make.add(cylinder(0.155, 0.155, 0.36, 14), make.shade(0.8), {
          at: [x * wide, 0.2, (k / (wheels - 1) - 0.5) * 2 * (half - 0.34)],
          turn: across,
        });
    }
    const skirts = rng.chance(0.35);
    if (skirts) {
      for (const x of [-1, 1])
        make.add(box(0.07, 0.24, half * 1.86), make.shade(0.9), { at: [x * (wide + 0.18), 0.4, 0] });
      make.feature('with side skirts');
    }
    make.add(
      sideProfile(
        [
          [-half - 0.02, 0.4],
          [-half + 0.1, 0.16],
          [half - 0.24, 0.14],
          [half + 0.06, 0.42],
          [half - 0.36, 0.64],
          [-half + 0.02, 0.64],
        ],
        wide * 1.6,
      ),
      main,
    );
    make.add(box(wide * 2 + 0.36, 0.09, half * 1.94), main, { at: [0, 0.5, -0.02] });
    for (const x of [-1, 1]) make.add(ball(0.075, 8), hsl(52, 100, 80), { at: [x * wide * 0.6, 0.48, half] });

    const shape = rng.pick(['round', 'boxy', 'sloped'] as const);
    make.feature(`with a ${shape} turret`);
    const turned = rng.chance(0.25) ? rng.pick([-1, 1]) * rng.uniform(0.5, 0.8) : 0;
    if (turned) make.feature('with the gun turned aside');
    const turret = make.inside({ at: [0, 0.64, -0.12], turn: [0, turned, 0] });
    const rise = rng.uniform(0.3, 0.4);
    if (shape === 'round') {
      turret.add(cylinder(0.38, 0.46, rise * 0.7, 20), main, { at: [0, rise * 0.35, 0] });
      turret.add(ball(0.38, 16), main, { at: [0, rise * 0.7, 0], stretch: [1, 0.45, 1] });
    } else if (shape === 'boxy') turret.add(box(0.8, rise, 0.86), main, { at: [0, rise / 2, 0] });
    else
      turret.add(
        sideProfile(
          [
            [-0.56, 0],
            [0.4, 0],
            [0.5, rise * 0.35],
            [0.2, rise],
            [-0.46, rise],
          ],
          0.82,
        ),
        main,
      );
    const guns = rng.chance(0.15) ? [-0.16, 0.16] : [0];
    if (guns.length === 2) make.feature('with two guns');
    const barrel = rng.uniform(0.75, 1.15);
    if (barrel > 1.05) make.feature('with a long barrel');
    for (const x of guns) {
      turret.add(box(0.26, 0.24, 0.2), make.shade(0.8), { at: [x, rise * 0.5, 0.42] });
      turret.add(rod([x, rise * 0.5, 0.3], [x, rise * 0.5, 0.4 + barrel], 0.085, 10), main);
      turret.add(
        rod([x, rise * 0.5, 0.3 + barrel], [x, rise * 0.5, 0.5 + barrel], 0.12, 10),
        make.shade(0.65),
      );
    }
    const roof = shape === 'round' ? rise * 0.7 + 0.15 : rise;
    turret.add(cylinder(0.16, 0.18, 0.12, 14), make.shade(0.75), { at: [-0.16, roof + 0.02, -0.14] });
    if (rng.chance(0.4)) {
      turret.add(rod([0.26, roof - 0.1, -0.3], [0.3, roof + 0.6, -0.36], 0.035, 6), belt);
      const flag = rng.chance(0.5) ? make.accent() : null;
      if (flag) turret.add(box(0.05, 0.18, 0.3), flag, { at: [0.3, roof + 0.5, -0.5] });
      make.feature(flag ? `with a ${flag.name} flag` : 'with an antenna');
    }
    if (make.plain && rng.chance(0.35)) {
      const sign = make.pick(['white', 'red', 'yellow']);
      for (const x of [-1, 1])
        turret.add(cylinder(0.12, 0.12, 0.08, 14), sign, { at: [x * 0.41, rise * 0.45, -0.1], turn: across });
      make.feature(`with a ${sign.name} sign`);
    }
  },
});
