import { SphereGeometry, TorusGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { box, cone, cylinder, faceted, planProfile } from '../parts.ts';
import { rod } from '../rod.ts';

/** The upper half of a ball. */
const half = (radius: number, segments: number) =>
  new SphereGeometry(radius, segments, 6, 0, 2 * Math.PI, 0, Math.PI / 2);

export const tent = defineConcept({
  name: 'tent',
  synonyms: ['teepee', 'tipi', 'wigwam', 'camping tent', 'yurt'],
  category: 'building',
  symmetry: 1,
  natural: ['green', 'green', 'orange', 'orange', 'blue', 'red', 'yellow', 'beige'],
  materials: ['golden', 'plush', 'glass'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const kind = rng.pick(['ridge', 'ridge', 'dome', 'teepee'] as const);
    make.adjective(kind === 'ridge' ? 'pointed' : kind === 'dome' ? 'domed' : 'conical');
    const dark = hsl(30, 20, main.name === 'black' ? 62 : 9);
    const wood = main.name === 'brown' ? hsl(38, 55, 68) : hsl(28, 50, 32);
    const flap = rng.chance(0.5) ? make.accent() : null;
    if (flap) make.feature(`with ${flap.name} flaps`);
    const cloth = flap ?? make.shade(0.78);

    if (kind === 'ridge') {
      const wide = rng.uniform(0.75, 0.92);
      const high = rng.uniform(1.0, 1.25);
      const long = rng.uniform(1.4, 1.9);
      const front = long / 2;
      const slope = Math.atan2(high, wide);
      const span = Math.hypot(high, wide);
      for (const side of [-1, 1])
        make.add(box(span + 0.12, 0.08, long), main, {
          at: [(side * wide) / 2 + side * 0.02, high / 2 - 0.02, 0],
          turn: [0, 0, -side * slope],
        });
      const triangle = (wing: number, up: number) =>
        planProfile(
          [
            [-wing, 0],
            [wing, 0],
            [0, -up],
          ],
          0.06,
        ).rotateX(Math.PI / 2);
      make.add(triangle(wide * 0.94, high * 0.94), main, { at: [0, 0, -front + 0.08] });
      make.add(triangle(wide * 0.94, high * 0.94), dark, { at: [0, 0, front - 0.14] });
      // The front cloth is drawn aside to the left and the right.
      const open = rng.uniform(0.45, 0.75);
      for (const side of [-1, 1])
        make.add(
          planProfile(
            [
              [side * wide * 0.98, 0],
              [0, -high * 0.98],
              [side * wide * open, 0],
            ],
            0.06,
          ).rotateX(Math.PI / 2),
          cloth,
          { at: [0, 0, front - 0.05] },
        );
      for (const z of [-front, front]) make.add(rod([0, 0, z], [0, high + 0.18, z], 0.05, 8), wood);
      if (rng.chance(0.5)) {
        for (const side of [-1, 1])
          for (const z of [-front * 0.9, front * 0.9]) {
            const peg = [side * (wide + 0.42), 0, z] as const;
            make.add(rod([side * wide * 0.5, high * 0.52, z], peg, 0.028, 5), hsl(0, 0, 88));
            make.add(box(0.08, 0.16, 0.08), wood, { at: [peg[0], 0.06, peg[2]] });
          }
        make.feature('with ropes');
      }
    } else if (kind === 'dome') {
      const r = rng.uniform(0.88, 1);
      const high = rng.uniform(0.72, 0.9);
      make.add(half(r, 24), main, { stretch: [1, high, 1] });
      for (const turn of [Math.PI / 4, -Math.PI / 4])
        make.add(new TorusGeometry(r, 0.06, 6, 24, Math.PI), cloth, {
          turn: [0, turn, 0],
          stretch: [1, high, 1],
        });
      make.add(half(0.5, 16), dark, { at: [0, 0, r * 0.68], stretch: [0.85, 1.05, 0.72] });
      make.add(half(0.5, 16), cloth, { at: [0.28, 0, r * 0.7], turn: [0, 0.4, 0], stretch: [0.3, 1, 0.72] });
      make.add(cylinder(r * 1.05, r * 1.05, 0.08, 24), main, { at: [0, 0.04, 0] });
    } else {
      const r = rng.uniform(0.78, 0.95);
      const high = rng.uniform(1.5, 1.85);
      const sides = rng.pick([8, 10]);
      make.add(faceted(cone(r, high, sides).rotateY(Math.PI / sides)), main, { at: [0, high / 2, 0] });
      for (let k = 0; k < 6; k++) {
        const turn = (k * Math.PI) / 3 + 0.3;
        make.add(
          rod([0, high * 0.88, 0], [Math.sin(turn) * 0.2, high + 0.22, Math.cos(turn) * 0.2], 0.04, 6),
          wood,
        );
      }
      const face = r * Math.cos(Math.PI / sides);
      const tilt = Math.atan2(face, high);
      const door = make.inside({ at: [0, 0, face + 0.02], turn: [-tilt, 0, 0] });
      const opening = (wing: number, up: number, deep: number) =>
        planProfile(
          [
            [-wing, 0],
            [wing, 0],
            [0, -up],
          ],
          deep,
        ).rotateX(Math.PI / 2);
      door.add(opening(0.42, high * 0.62, 0.08), cloth);
      door.add(opening(0.27, high * 0.46, 0.14), dark);
      if (make.plain && rng.chance(0.6)) {
        const band = make.accent();
        for (const share of [0.24, 0.66]) {
          const at = (y: number) => r * (1 - y) + 0.02;
          make.add(
            faceted(cylinder(at(share + 0.08), at(share), high * 0.08, sides).rotateY(Math.PI / sides)),
            band,
            {
              at: [0, high * (share + 0.04), 0],
            },
          );
        }
        make.feature(`with ${band.name} bands`);
      }
    }
    if (rng.chance(0.25)) {
      make.add(cylinder(1.3, 1.34, 0.1, 20), hsl(105, 50, main.name === 'green' ? 62 : 38), {
        at: [0, -0.05, 0],
      });
      make.feature('on grass');
    }
    if (rng.chance(0.25)) {
      const z = 1.25;
      for (const turn of [0, 1.05, 2.1])
        make.add(
          rod(
            [-Math.sin(turn) * 0.2, 0.07, z - Math.cos(turn) * 0.2],
            [Math.sin(turn) * 0.2, 0.07, z + Math.cos(turn) * 0.2],
            0.06,
            6,
          ),
          hsl(25, 50, 24),
        );
      make.add(cone(0.17, 0.42, 8), hsl(22, 100, 52), { at: [0, 0.28, z] });
      make.add(cone(0.09, 0.26, 8), hsl(50, 100, 60), { at: [0, 0.26, z + 0.1] });
      make.feature('with a campfire');
    }
  },
});
