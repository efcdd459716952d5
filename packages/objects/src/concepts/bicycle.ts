import { TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';
import { rod } from '../rod.ts';

const RADIUS = 0.52;

export const bicycle = defineConcept({
  name: 'bicycle',
  synonyms: ['bike', 'cycle', 'mountain bike'],
  category: 'vehicle',
  natural: ['blue', 'blue', 'red', 'green', 'yellow', 'black'],
  symmetry: 1,
  proportions: ['wide'],
  materials: ['wooden', 'metal', 'golden'],
  build(make) {
    const { rng, main } = make;
    const metal = hsl(0, 0, main.name === 'grey' || main.name === 'white' ? 40 : 72);
    const half = rng.uniform(0.6, 0.7);
    const thick = rng.uniform(0.06, 0.1);
    if (thick > 0.088) make.feature('with thick tyres');
    const pale = main.name !== 'white' && rng.chance(0.2);
    if (pale) make.feature('with white tyres');
    const tyre = pale ? hsl(40, 25, 92) : hsl(0, 0, 9);
    const hub = (z: number) => [0, RADIUS, z] as const;
    for (const z of [-half, half]) {
      const wheel = make.inside({ at: hub(z), turn: [0, Math.PI / 2, 0] });
      wheel.add(new TorusGeometry(RADIUS - thick, thick, 7, 26), tyre);
      wheel.add(new TorusGeometry(RADIUS - thick * 2.1, 0.06, 5, 22), main);
      for (let k = 0; k < 4; k++)
        wheel.add(cylinder(0.022, 0.022, 2 * (RADIUS - thick), 5), metal, {
          turn: [0, 0, (k * Math.PI) / 4],
        });
      wheel.add(cylinder(0.07, 0.07, 0.2, 10), metal, { turn: [Math.PI / 2, 0, 0] });
    }

    const frame = (
      from: readonly [number, number, number],
      to: readonly [number, number, number],
      r = 0.085,
    ) => make.add(rod(from, to, r, 8), main);
    const crank = [0, 0.46, -0.06] as const;
    const low = rng.chance(0.3);
    const saddle = rng.uniform(1.04, 1.16);
    const post = [0, saddle - 0.16, -0.27] as const;
    const head = [0, 1.06, half - 0.26] as const;
    const neck = [0, 0.86, half - 0.2] as const;
    frame(crank, post);
    frame(crank, neck, 0.1);
    frame(head, neck, 0.1);
    if (low) make.feature('with a low step');
    frame(
      low ? [0, 0.62, -0.13] : post,
      neck.map((v, k) => v + 0.5 * (head[k] - v)) as [number, number, number],
    );
    for (const x of [-0.11, 0.11]) {
      frame([x * 0.5, crank[1], crank[2]], [x, RADIUS, -half], 0.06);
      frame([x * 0.5, post[1], post[2]], [x, RADIUS, -half], 0.06);
      frame([x, neck[1] - 0.02, neck[2] + 0.02], [x, RADIUS, half], 0.07);
    }
    make.add(box(0.26, 0.06, 0.1), main, { at: [0, neck[1] - 0.02, neck[2] + 0.02] });

    const seat = main.name === 'brown' || rng.chance(0.6) ? hsl(0, 0, 9) : hsl(25, 60, 30);
    make.add(rod(post, [0, saddle, -0.29], 0.045, 8), metal);
    make.add(ball(0.15, 12), seat, { at: [0, saddle + 0.04, -0.34], stretch: [1.05, 0.5, 1.1] });
    make.add(ball(0.09, 10), seat, { at: [0, saddle + 0.04, -0.18], stretch: [0.8, 0.6, 1.6] });

    const bar = [0, 1.26, half - 0.34] as const;
    make.add(rod(head, bar, 0.05, 8), metal);
    const style = rng.pick(['flat', 'high', 'drop'] as const);
    for (const x of [-1, 1]) {
      const out = [
        x * 0.36,
        style === 'high' ? 1.46 : 1.28,
        bar[2] + (style === 'drop' ? 0.1 : -0.06),
      ] as const;
      const grip =
        style === 'drop'
          ? ([x * 0.36, 1.04, bar[2] + 0.12] as const)
          : ([x * 0.42, out[1] - 0.01, bar[2] - 0.24] as const);
      make.add(rod(bar, out, 0.04, 8), metal);
      make.add(rod(out, grip, 0.055, 8), hsl(0, 0, 10));
    }
    if (style === 'high') make.feature('with high handlebars');
    if (style === 'drop') make.adjective('sporty');

    const turn = rng.uniform(0, Math.PI);
    make.add(cylinder(0.15, 0.15, 0.06, 14), metal, {
      at: [0.09, crank[1], crank[2]],
      turn: [0, 0, Math.PI / 2],
    });
    for (const x of [-1, 1]) {
      const pedal = [
        x * 0.14,
        crank[1] + x * 0.22 * Math.cos(turn),
        crank[2] + x * 0.22 * Math.sin(turn),
      ] as const;
      make.add(rod([x * 0.12, crank[1], crank[2]], pedal, 0.035, 6), metal);
      make.add(box(0.17, 0.06, 0.13), hsl(0, 0, 12), { at: [pedal[0] + x * 0.07, pedal[1], pedal[2]] });
    }
    if (rng.chance(0.5)) {
      for (const [z, from] of [
        [half, 0.15],
        [-half, 0.1],
      ])
        make.add(new TorusGeometry(RADIUS + 0.08, 0.08, 5, 12, Math.PI * 0.62), main, {
          at: hub(z),
          turn: [0, -Math.PI / 2, from + (z > 0 ? 0.5 : 0.6)],
        });
      make.feature('with mudguards');
    }
    if (rng.chance(0.35)) {
      make.add(box(0.3, 0.06, 0.5), metal, { at: [0, RADIUS * 2 + 0.1, -half - 0.06] });
      for (const x of [-0.13, 0.13])
        make.add(rod([x, RADIUS * 2 + 0.08, -half - 0.2], [x, RADIUS, -half], 0.03, 6), metal);
      make.feature('with a luggage rack');
    }
    if (rng.chance(0.4)) {
      make.add(cylinder(0.12, 0.07, 0.16, 12), hsl(52, 100, 74), {
        at: [0, 1.1, half - 0.12],
        turn: [Math.PI / 2, 0, 0],
      });
      make.feature('with a headlight');
    }
  },
});
