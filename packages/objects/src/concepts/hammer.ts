import { defineConcept } from '../concept.ts';
import { box, capsule, cylinder, lathe, tube } from '../parts.ts';

export const hammer = defineConcept({
  name: 'hammer',
  synonyms: ['mallet', 'sledgehammer'],
  category: 'tool',
  symmetry: null,
  hypernyms: ['tool'],
  natural: ['brown', 'brown', 'brown', 'red', 'blue', 'yellow', 'orange'],
  usual: ['wooden'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const long = rng.uniform(1.45, 1.85);
    if (long > 1.75) make.adjective('long');
    const thick = rng.uniform(0.165, 0.2);
    make.add(
      lathe([
        [0, 0],
        [thick * 1.15, 0.02],
        [thick * 1.25, long * 0.15],
        [thick * 1.1, long * 0.4],
        [thick * 0.85, long * 0.6],
        [thick * 0.85, long],
        [0, long],
      ]),
      main,
    );
    if (rng.chance(0.3)) {
      const grip = make.accent();
      make.add(capsule(thick * 1.35, long * 0.18), grip, { at: [0, long * 0.19, 0] });
      make.feature(`with a ${grip.name} grip`);
    }
    const style = rng.pick(['claw', 'claw', 'sledge', 'barrel'] as const);
    const metal = make.pick(['grey', 'grey', 'black', 'white', 'red']);
    make.feature(`with a ${metal.name} head`);
    const along = [0, 0, Math.PI / 2] as const;
    const head = make.inside({ at: [0, long, 0] });
    if (style === 'claw') {
      head.add(box(0.36, 0.36, 0.32), metal);
      head.add(cylinder(0.14, 0.14, 0.4, 16), metal, { at: [0.32, 0, 0], turn: along });
      head.add(cylinder(0.21, 0.21, 0.2, 20), metal, { at: [0.54, 0, 0], turn: along });
      for (const z of [-1, 1])
        head.add(
          tube(
            [
              [-0.1, 0.07, z * 0.06],
              [-0.4, 0.06, z * 0.09],
              [-0.62, -0.06, z * 0.13],
              [-0.74, -0.26, z * 0.17],
            ],
            0.085,
          ),
          metal,
        );
      make.feature('with a claw');
    } else if (style === 'sledge') {
      const size = rng.uniform(0.4, 0.47);
      head.add(box(1, size, size), metal, { at: [0, 0.05, 0] });
      for (const x of [-1, 1])
        head.add(box(0.16, size * 0.82, size * 0.82), metal, { at: [x * 0.55, 0.05, 0] });
      make.adjective('heavy');
    } else {
      const r = rng.uniform(0.25, 0.31);
      head.add(cylinder(r, r, 0.95, 24), metal, { at: [0, 0.05, 0], turn: along });
      const ring = make.accent(metal.colour);
      for (const x of [-1, 1])
        head.add(cylinder(r + 0.03, r + 0.03, 0.13, 24), ring, { at: [x * 0.34, 0.05, 0], turn: along });
      make.feature(`with ${ring.name} rings`);
    }
    if (rng.chance(0.3)) {
      const band = make.accent();
      make.add(cylinder(thick * 1.05, thick * 1.05, 0.16, 16), band, { at: [0, long * 0.66, 0] });
      make.feature(`with a ${band.name} band`);
    }
  },
});
