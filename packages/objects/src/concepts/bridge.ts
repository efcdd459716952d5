import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { box, cylinder, sideProfile } from '../parts.ts';
import { rod } from '../rod.ts';

const HALF = 1.25;

/** Seen from the front, its road runs from left to right. */
export const bridge = defineConcept({
  name: 'bridge',
  synonyms: ['footbridge', 'viaduct', 'suspension bridge', 'overpass'],
  category: 'building',
  symmetry: 2,
  natural: ['grey', 'grey', 'red', 'red', 'brown', 'beige'],
  usual: ['stone', 'wooden'],
  proportions: ['wide', 'tall'],
  build(make) {
    const { rng, main } = make;
    const wide = rng.uniform(0.5, 0.7);
    const kind = rng.pick(['arched', 'arched', 'hanging', 'truss'] as const);
    make.adjective(kind === 'hanging' ? 'suspended' : kind === 'truss' ? 'truss' : 'arched');
    const road = main.name === 'black' || main.name === 'grey' ? hsl(35, 30, 68) : hsl(220, 6, 26);
    const deck = kind === 'hanging' ? 0.42 : kind === 'truss' ? 0.58 : 0.74;

    if (kind === 'arched') {
      const arches = rng.pick([1, 2, 3]);
      const hump = rng.chance(0.5) ? 0.22 : 0;
      if (hump) make.feature('with a hump');
      const rise = (x: number) => deck + hump * Math.cos((x * Math.PI) / (2 * HALF));
      const step = (2 * HALF) / arches;
      const pier = arches === 1 ? 0.3 : 0.11;
      const outline: [number, number][] = [];
      for (let k = 0; k <= 12; k++) {
        const x = HALF - (2 * HALF * k) / 12;
        outline.push([x, rise(x)]);
      }
      for (let k = 0; k < arches; k++) {
        const from = -HALF + k * step;
        const r = step / 2 - pier;
        outline.push([from, 0]);
        for (let i = 0; i <= 8; i++) {
          const turn = Math.PI * (1 - i / 8);
          const x = from + step / 2 + Math.cos(turn) * r;
          outline.push([x, Math.sin(turn) * Math.min(rise(x) - 0.17, r * 1.05)]);
        }
        outline.push([from + step, 0]);
      }
      make.add(sideProfile(outline, wide), main, { turn: [0, Math.PI / 2, 0] });
      for (let k = 0; k < 10; k++) {
        const [a, b] = [-HALF + (k * HALF) / 5, -HALF + ((k + 1) * HALF) / 5];
        const tilt = Math.atan2(rise(b) - rise(a), b - a);
        const place = (z: number, up: number) =>
          ({ at: [(a + b) / 2, (rise(a) + rise(b)) / 2 + up, z], turn: [0, 0, tilt] }) as const;
        make.add(box(HALF / 5 + 0.03, 0.06, wide * 0.8), road, place(0, 0.02));
        for (const z of [-1, 1])
          make.add(box(HALF / 5 + 0.03, 0.24, 0.1), make.shade(0.84), place((z * wide) / 2, 0.1));
      }
      make.feature(`with ${['one arch', 'two arches', 'three arches'][arches - 1]}`);
    } else {
      make.add(box(2 * HALF, 0.13, wide), main, { at: [0, deck, 0] });
      make.add(box(2 * HALF + 0.02, 0.06, wide * 0.74), road, { at: [0, deck + 0.06, 0] });
      const tone = rng.chance(0.3) ? make.accent() : null;
      const line = tone ?? main;
      if (kind === 'hanging') {
        const foot = rng.uniform(0.66, 0.76);
        const top = deck + rng.uniform(0.6, 0.8);
        for (const x of [-foot, foot]) {
          for (const z of [-1, 1]) make.add(box(0.14, top, 0.12), main, { at: [x, top / 2, (z * wide) / 2] });
          for (const y of [top - 0.12, deck + 0.34]) make.add(box(0.13, 0.12, wide), main, { at: [x, y, 0] });
          make.add(box(0.34, 0.2, wide + 0.24), hsl(0, 0, 46), { at: [x, 0.08, 0] });
        }
        const sag = (x: number) => {
          const t = Math.abs(x) / foot;
          return t <= 1
            ? deck + 0.14 + (top - deck - 0.14) * t * t
            : deck + 0.08 + (top - deck - 0.08) * ((HALF - Math.abs(x)) / (HALF - foot)) ** 1.2;
        };
        const knots = [-HALF, -0.95, -foot, -foot / 2, 0, foot / 2, foot, 0.95, HALF];
        for (const z of [-1, 1])
          for (let k = 0; k < knots.length; k++) {
            const at = [knots[k], sag(knots[k]), (z * wide) / 2] as const;
            if (k > 0) make.add(rod([knots[k - 1], sag(knots[k - 1]), (z * wide) / 2], at, 0.06, 6), line);
            make.add(rod([at[0], deck - 0.01, at[2]], [at[0], at[1] + 0.02, at[2]], 0.03, 5), line);
          }
        make.feature('with two pylons');
      } else {
        const high = rng.uniform(0.5, 0.66);
        const cells = rng.pick([4, 6]);
        const step = (2 * HALF * 0.96) / cells;
        for (const z of [-1, 1]) {
          const side = (z * wide) / 2;
          const top = HALF * 0.96 - step;
          make.add(box(2 * top + 0.08, 0.11, 0.1), main, { at: [0, deck + high, side] });
          for (let k = 0; k < cells; k++) {
            const a = -HALF * 0.96 + k * step;
            const rising = k < cells / 2;
            make.add(
              rod(
                [a, deck + (rising ? 0 : high), side],
                [a + step, deck + (rising ? high : 0), side],
                0.055,
                6,
              ),
              line,
            );
            if (k > 0) make.add(rod([a, deck, side], [a, deck + high, side], 0.05, 6), main);
          }
        }
        for (const x of [-HALF + step, 0, HALF - step])
          make.add(box(0.1, 0.1, wide), main, { at: [x, deck + high, 0] });
        for (const x of [-0.9, 0.9])
          make.add(box(0.24, deck, wide), hsl(30, 6, 48), { at: [x, deck / 2, 0] });
      }
      if (tone) make.feature(`with ${tone.name} ${kind === 'hanging' ? 'cables' : 'beams'}`);
    }
    if (rng.chance(0.35)) {
      make.add(box(2 * HALF, 0.1, wide + 0.7), hsl(204, 75, main.name === 'blue' ? 72 : 50), {
        at: [0, -0.05, 0],
      });
      make.feature('on water');
    }
    if (rng.chance(0.3)) {
      for (const x of [-1, 1])
        for (const z of [-1, 1]) {
          const at = [x * (HALF - 0.1), deck + 0.2, (z * wide) / 2] as const;
          make.add(cylinder(0.045, 0.045, 0.46, 6), hsl(0, 0, 16), { at });
          make.add(cylinder(0.1, 0.07, 0.14, 8), hsl(50, 100, 70), { at: [at[0], at[1] + 0.28, at[2]] });
        }
      make.feature('with lights');
    }
  },
});
