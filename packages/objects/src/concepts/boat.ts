import { defineConcept } from '../concept.ts';
import { hsl, middleOf, shadeOf } from '../palette.ts';
import { box, cylinder, planProfile, sideProfile, taper, torus } from '../parts.ts';

export const boat = defineConcept({
  name: 'boat',
  synonyms: ['ship', 'sailboat', 'yacht', 'rowboat', 'sailing boat'],
  category: 'vehicle',
  symmetry: 1,
  usual: ['wooden'],
  proportions: ['tall', 'short', 'wide'],
  natural: ['white', 'brown', 'blue', 'red'],
  build(make) {
    const { rng, main } = make;
    const w = rng.uniform(0.34, 0.46);
    const h = rng.uniform(0.46, 0.6);
    // From bow (+z) to a flat stern.
    const outline = (scale: number) => {
      const right = [
        [0.5, 0.62],
        [0.85, 0.25],
        [1, -0.2],
        [0.8, -0.9],
      ].map(([x, z]) => [x * w * scale, z * scale] as const);
      return [[0, scale] as const, ...right, ...right.map(([x, z]) => [-x, z] as const).reverse()];
    };
    const hull = (bottom: number, top: number, height: number) =>
      taper(planProfile(outline(bottom), height), top / bottom, top / bottom);
    make.add(hull(0.72, 1, h), main);
    const rim = make.accent();
    const rimmed = rng.chance(0.5);
    make.add(hull(1.03, 1.06, 0.1), rimmed ? rim : main, { at: [0, h / 2, 0] });
    if (rimmed) make.feature(`with a ${rim.name} rim`);
    const deck = h / 2 + 0.06;
    make.add(planProfile(outline(0.84), 0.06), hsl(33, 50, main.name === 'brown' ? 70 : 48), {
      at: [0, deck - 0.02, 0],
    });
    const kind = rng.pick(['sail', 'sail', 'cabin', 'cabin', 'rowing']);
    if (kind === 'sail') {
      const tall = rng.uniform(1.2, 1.5);
      const mast = 0.12;
      const swing = rng.pick([-1, 1]) * rng.uniform(0.2, 0.5);
      const sail = rng.chance(0.6)
        ? { name: 'white' as const, colour: shadeOf('white', rng) }
        : make.accent();
      make.add(cylinder(0.045, 0.055, tall), hsl(28, 45, 30), { at: [0, deck + tall / 2, mast] });
      make.add(
        sideProfile(
          [
            [-0.05, 0.16],
            [-0.05, tall * 0.95],
            [-0.45, tall * 0.45],
            [-0.9, 0.16],
          ],
          0.07,
        ),
        sail,
        { at: [0, deck, mast], turn: [0, swing, 0] },
      );
      if (rng.chance(0.6))
        make.add(
          sideProfile(
            [
              [0.05, 0.2],
              [0.66, 0.14],
              [0.06, tall * 0.8],
            ],
            0.07,
          ),
          sail,
          { at: [0, deck, mast], turn: [0, swing * 0.5, 0] },
        );
      make.feature(`with a ${sail.name} sail`);
    } else if (kind === 'cabin') {
      const size = rng.uniform(0.34, 0.46);
      const cabin = rng.chance(0.6) && main.name !== 'white' ? 'white' : make.accent().name;
      const at = -0.1;
      make.add(taper(box(w * 1.3, size, 0.8), 0.9, 0.88), shadeOf(cabin, rng), {
        at: [0, deck + size / 2, at],
      });
      const glass = hsl(205, 60, cabin === 'black' || cabin === 'blue' ? 80 : 25);
      for (const z of [-0.22, 0, 0.22])
        make.add(box(w * 1.3, 0.15, 0.13), glass, { at: [0, deck + size * 0.58, at + z] });
      make.add(box(w * 0.95, 0.16, 0.8), glass, { at: [0, deck + size * 0.6, at + 0.02] });
      make.add(box(w * 1.2, size * 0.9, 0.1), shadeOf(cabin, rng), {
        at: [0, deck + size / 2, at - 0.36],
      });
      const roof = make.accent(middleOf(cabin));
      make.add(box(w * 1.4, 0.08, 0.86), roof, { at: [0, deck + size + 0.03, at] });
      make.feature(`with a ${cabin} cabin`);
      if (rng.chance(0.6)) {
        const chimney = make.accent(middleOf(cabin));
        const tall = rng.uniform(0.3, 0.5);
        make.add(cylinder(0.13, 0.14, tall), chimney, {
          at: [0, deck + size + tall / 2, at - 0.12],
        });
        make.add(cylinder(0.14, 0.14, 0.1), hsl(0, 0, 10), { at: [0, deck + size + tall, at - 0.12] });
        make.feature(`with a ${chimney.name} chimney`);
      }
    } else {
      for (const z of [-0.5, -0.05, 0.35])
        make.add(box(w * 1.5, 0.09, 0.2), hsl(30, 55, 30), { at: [0, deck + 0.06, z] });
      for (const x of [-1, 1]) {
        const turn = [0, x * 0.35, -x * 0.35] as const;
        make.add(cylinder(0.045, 0.045, 1), hsl(36, 55, 62), {
          at: [x * (w + 0.12), deck, -0.1],
          turn: [0, x * 0.35, x * (Math.PI / 2 - 0.35)],
        });
        make.add(box(0.3, 0.05, 0.17), hsl(36, 55, 62), {
          at: [x * (w + 0.62), deck - 0.18, -0.28],
          turn,
        });
      }
      make.feature('with oars');
    }
    if (kind !== 'rowing' && rng.chance(0.3)) {
      for (const x of [-1, 1])
        make.add(torus(0.12, 0.045), hsl(14, 95, 52), {
          at: [x * w * 0.98, 0.02, -0.2],
          turn: [0, Math.PI / 2, 0],
        });
      make.feature('with lifebuoys');
    }
  },
});
