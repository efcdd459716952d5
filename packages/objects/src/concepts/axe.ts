import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, capsule, cylinder, planProfile, tube } from '../parts.ts';

export const axe = defineConcept({
  name: 'axe',
  synonyms: ['ax', 'hatchet', 'battle axe'],
  category: 'tool',
  symmetry: null,
  natural: ['brown', 'brown', 'brown', 'red', 'yellow', 'orange'],
  usual: ['wooden'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const long = rng.uniform(1.5, 1.95);
    if (long > 1.85) make.adjective('long');
    if (long < 1.6) make.adjective('short');
    const thick = rng.uniform(0.135, 0.165);
    const double = rng.chance(0.3);
    const curve = double ? 0 : rng.uniform(0, 0.16);
    make.add(
      tube(
        [
          [-curve, 0, 0],
          [0.02, long * 0.3, 0],
          [curve * 0.4, long * 0.6, 0],
          [0, long, 0],
        ],
        thick,
      ),
      main,
    );
    make.add(ball(thick * 1.5, 14), main, { at: [-curve, 0.02, 0] });
    make.add(ball(thick * 1.05, 12), main, { at: [0, long, 0] });
    const metal = make.pick(['grey', 'grey', 'black', 'red', 'blue']);
    make.feature(`with a ${metal.name} head`);
    const edge = hsl(210, 8, 88);
    const tall = rng.uniform(0.38, 0.52);
    const reach = rng.uniform(0.55, 0.68);
    if (tall > 0.47) make.feature('with a broad blade');
    const y = long - 0.22;
    const blade = (side: number) => {
      const at = make.inside({ at: [0, y, 0] });
      const flip = (points: readonly (readonly [number, number])[]) =>
        points.map(([px, py]) => [side * px, py] as const);
      const upright = [-Math.PI / 2, 0, 0] as const;
      at.add(
        planProfile(
          flip([
            [0, 0.17],
            [reach * 0.5, 0.2],
            [reach, tall],
            [reach, -tall * 1.1],
            [reach * 0.5, -0.2],
            [0, -0.17],
          ]),
          0.2,
        ),
        metal,
        { turn: upright },
      );
      at.add(
        planProfile(
          flip([
            [reach - 0.02, tall],
            [reach + 0.13, tall * 0.75],
            [reach + 0.19, 0],
            [reach + 0.13, -tall * 0.85],
            [reach - 0.02, -tall * 1.1],
          ]),
          0.12,
        ),
        edge,
        { turn: upright },
      );
    };
    blade(1);
    if (double) {
      blade(-1);
      make.adjective('double-bladed');
    } else {
      make.add(box(0.34, 0.36, 0.24), metal, { at: [-0.14, y, 0] });
      if (rng.chance(0.3)) {
        make.add(cylinder(0.03, 0.16, 0.36, 12), metal, { at: [-0.46, y, 0], turn: [0, 0, Math.PI / 2] });
        make.feature('with a spike');
      }
    }
    if (rng.chance(0.35)) {
      const grip = make.accent();
      make.add(capsule(thick * 1.25, long * 0.16), grip, {
        at: [-curve * 0.35, long * 0.17, 0],
        turn: [0, 0, -curve * 1.2],
      });
      make.feature(`with a ${grip.name} grip`);
    }
  },
});
