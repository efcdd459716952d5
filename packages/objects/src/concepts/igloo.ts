import { CylinderGeometry, SphereGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, lathe } from '../parts.ts';

/** The upper half of a cylinder, once it is laid along z. */
const vault = (radius: number, depth: number) =>
  new CylinderGeometry(radius, radius, depth, 14, 1, false, Math.PI / 2, Math.PI);

export const igloo = defineConcept({
  name: 'igloo',
  synonyms: ['iglu', 'snow house', 'ice house'],
  category: 'building',
  symmetry: 1,
  natural: ['white'],
  proportions: ['tall', 'wide'],
  build(make) {
    const { rng, main } = make;
    const gap =
      main.name === 'white' || main.name === 'beige'
        ? hsl(208, 35, 66)
        : hsl(0, 0, main.name === 'black' ? 45 : 92);
    const dark = main.name === 'black' ? hsl(48, 90, 62) : hsl(215, 55, 13);
    const rows = rng.pick([4, 5, 6]);
    make.feature(`with ${rows === 4 ? 'large' : rows === 5 ? 'medium' : 'small'} blocks`);
    make.add(new SphereGeometry(0.97, 20, 7, 0, 2 * Math.PI, 0, Math.PI / 2), gap);
    // Blocks of snow over a darker ball, each a patch of a slightly larger one, with joints between them.
    const high = Math.PI / 2 / rows;
    for (let row = 0; row < rows; row++) {
      const theta = row * high;
      const count = row === 0 ? 1 : Math.round(5 + (row * 22) / rows);
      const wide = (2 * Math.PI) / count;
      const joint = row === 0 ? 0 : 0.05 / Math.sin(theta + high / 2);
      for (let k = 0; k < count; k++)
        make.add(
          new SphereGeometry(
            1,
            row === 0 ? 12 : 2,
            2,
            (k + (row % 2) / 2) * wide,
            wide - joint,
            theta,
            high - 0.05,
          ),
          (k + row) % 3 === 0 ? make.shade(0.94) : main,
        );
    }
    make.add(cylinder(1.01, 1.01, 0.06, 24), main, { at: [0, 0.03, 0] });

    const r = rng.uniform(0.38, 0.46);
    const long = rng.uniform(0.35, 0.6);
    const front = 0.7 + long;
    const forward = [Math.PI / 2, 0, 0] as const;
    make.add(vault(r + 0.12, long + 0.3), main, { at: [0, 0, front - (long + 0.3) / 2], turn: forward });
    const rings = long > 0.48 ? 2 : 1;
    for (let k = 0; k < rings; k++)
      make.add(vault(r + 0.135, 0.05), gap, { at: [0, 0, front - 0.22 - k * 0.22], turn: forward });
    make.add(vault(r - 0.04, 0.06), dark, { at: [0, 0, front], turn: forward });
    make.feature(rings === 2 ? 'with a long tunnel' : 'with a short tunnel');
    if (rng.chance(0.35)) {
      for (const side of [-1, 1]) {
        const window = make.inside({ turn: [0, side * 1.2, 0] });
        window.add(box(0.34, 0.3, 0.14), gap, { at: [0, 0.42, 0.89], turn: [-0.45, 0, 0] });
        window.add(box(0.24, 0.2, 0.18), hsl(48, 100, 64), { at: [0, 0.42, 0.9], turn: [-0.45, 0, 0] });
      }
      make.feature('with windows');
    }
    const crowned = rng.pick(['flag', 'pipe', 'none', 'none'] as const);
    if (crowned === 'flag') {
      const flag = make.accent();
      make.add(cylinder(0.04, 0.04, 0.6, 6), hsl(26, 50, 26), { at: [0, 1.25, 0] });
      make.add(box(0.4, 0.26, 0.06), flag, { at: [0.22, 1.42, 0] });
      make.feature(`with a ${flag.name} flag`);
    } else if (crowned === 'pipe') {
      make.add(cylinder(0.1, 0.1, 0.4, 10), hsl(0, 0, 30), { at: [0.2, 1.08, -0.2] });
      make.add(ball(0.14, 8), hsl(0, 0, 82), { at: [0.24, 1.42, -0.2] });
      make.add(ball(0.18, 8), hsl(0, 0, 86), { at: [0.3, 1.64, -0.24] });
      make.feature('with smoke');
    }
    if (rng.chance(0.4)) {
      make.add(
        lathe([
          [0, -0.12],
          [1.5, -0.12],
          [1.46, -0.02],
          [0, -0.02],
        ]),
        hsl(200, 60, 84),
      );
      make.feature('on ice');
    }
  },
});
