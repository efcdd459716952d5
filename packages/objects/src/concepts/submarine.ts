import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, capsule, cylinder, lathe, sideProfile } from '../parts.ts';
import { rod } from '../rod.ts';

export const submarine = defineConcept({
  name: 'submarine',
  synonyms: ['sub', 'u-boat'],
  category: 'vehicle',
  symmetry: 1,
  natural: ['yellow', 'yellow', 'yellow', 'grey', 'black'],
  usual: ['metal'],
  build(make) {
    const { rng, main } = make;
    const trim = make.accent();
    const dark = hsl(0, 0, main.name === 'black' ? 55 : 20);
    const along = [Math.PI / 2, 0, 0] as const;
    const r = rng.uniform(0.38, 0.5);
    const half = rng.uniform(0.9, 1.15);
    if (half > 1.09) make.adjective('long');
    if (r > 0.47) make.adjective('fat');
    make.add(
      lathe([
        [0, -half],
        [r * 0.3, -half],
        [r * 0.72, -half * 0.7],
        [r, -half * 0.3],
        [r, half * 0.5],
        [r * 0.86, half * 0.8],
        [r * 0.5, half * 0.96],
        [0, half],
      ]),
      main,
      { turn: along },
    );
    const deck = r * 0.9;
    const height = rng.uniform(0.34, 0.46);
    const at = rng.uniform(-0.05, 0.2);
    make.add(cylinder(0.24, 0.3, height, 18), main, {
      at: [0, deck + height / 2, at],
      stretch: [0.85, 1, 1.4],
    });
    const top = deck + height;
    make.add(cylinder(0.26, 0.26, 0.08, 18), trim, { at: [0, top, at], stretch: [0.85, 1, 1.4] });
    make.feature(`with a ${trim.name} deck`);
    const scopes = rng.pick([1, 1, 2]);
    for (let k = 0; k < scopes; k++) {
      const z = at + 0.12 - k * 0.26;
      const up = top + 0.42 - k * 0.12;
      make.add(rod([0, top, z], [0, up, z], 0.055, 8), dark);
      make.add(rod([0, up, z - 0.04], [0, up, z + 0.2], 0.07, 8), dark);
      make.add(ball(0.06, 8), hsl(195, 80, 75), { at: [0, up, z + 0.2] });
    }
    make.feature(scopes === 1 ? 'with a periscope' : 'with two periscopes');

    const glass = hsl(195, 75, main.name === 'blue' || main.name === 'turquoise' ? 88 : 68);
    const rim = hsl(0, 0, main.name === 'grey' || main.name === 'black' ? 82 : 26);
    if (make.has('portholes', 0.85)) {
      const count = rng.pick([2, 3, 4]);
      for (let k = 0; k < count; k++)
        for (const x of [-1, 1]) {
          const z = half * (0.42 - (0.84 * k) / (count - 1 || 1) + 0.02);
          const turn = [0, 0, Math.PI / 2] as const;
          const out = z < -half * 0.3 ? r * 0.98 : r;
          make.add(cylinder(0.16, 0.16, 0.1, 14), rim, { at: [x * out * 0.97, 0.08, z], turn });
          make.add(cylinder(0.11, 0.11, 0.14, 12), glass, { at: [x * out * 0.97, 0.08, z], turn });
        }
      make.feature(`with ${['two', 'three', 'four'][count - 2]} portholes`);
    }
    if (rng.chance(0.5)) {
      make.add(ball(r * 0.62, 16), rim, { at: [0, 0.02, half * 0.7], stretch: [1.02, 1.02, 0.7] });
      make.add(ball(r * 0.58, 16), glass, { at: [0, 0.02, half * 0.79] });
      make.feature('with a front window');
    } else
      for (const x of [-1, 1])
        make.add(ball(0.1, 10), hsl(52, 100, 82), { at: [x * r * 0.5, 0, half * 0.86] });

    const tail = (turn: number) =>
      make.add(
        sideProfile(
          [
            [-half * 0.62, 0.1],
            [-half * 0.8, r * 1.1],
            [-half * 1.04, r * 1.1],
            [-half * 0.98, 0.1],
          ],
          0.08,
        ),
        trim,
        { turn: [0, 0, turn] },
      );
    for (let k = 0; k < 4; k++) tail((k * Math.PI) / 2);
    const spin = rng.uniform(0, Math.PI);
    make.add(cylinder(0.09, 0.09, 0.22, 10), dark, { at: [0, 0, -half - 0.08], turn: along });
    for (const k of [0, 1])
      make.add(box(0.68, 0.17, 0.06), hsl(42, 75, 48), {
        at: [0, 0, -half - 0.14],
        turn: [0, 0, spin + (k * Math.PI) / 2],
      });
    if (rng.chance(0.4)) {
      for (const x of [-1, 1])
        make.add(capsule(0.11, 0.6), trim, { at: [x * r * 0.72, -r * 0.78, 0.1], turn: along });
      make.feature('with torpedoes');
    }
    if (rng.chance(0.3)) {
      for (const x of [-1, 1])
        make.add(box(0.42, 0.07, 0.24), trim, { at: [x * (r + 0.1), 0.04, half * 0.62] });
      make.feature('with front fins');
    }
  },
});
