import { BoxGeometry, type BufferGeometry, Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { numberWord } from '../numbers.ts';
import { box, cylinder, QUARTER } from '../parts.ts';

/** Places of the pips of each number, in steps from the middle of the face. */
const PIPS: readonly (readonly (readonly [number, number])[])[] = [
  [[0, 0]],
  [
    [-1, -1],
    [1, 1],
  ],
  [
    [-1, -1],
    [0, 0],
    [1, 1],
  ],
  [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ],
  [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
    [0, 0],
  ],
  [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
    [-1, 0],
    [1, 0],
  ],
];
/** Turns that bring the top to the faces 1 to 6, opposite ones adding to 7, while a six lies up. */
const FACES = [
  [Math.PI, 0, 0],
  [QUARTER, 0, 0],
  [0, 0, QUARTER],
  [0, 0, -QUARTER],
  [-QUARTER, 0, 0],
  [0, 0, 0],
] as const;
const opposite = ([x, y, z]: (typeof FACES)[number]) => [-x, -y, -z] as const;

export const dice = defineConcept({
  name: 'dice',
  synonyms: ['die', 'cube'],
  category: 'toy',
  symmetry: null,
  proportions: [],
  natural: ['white', 'white', 'white', 'red', 'red', 'blue', 'green', 'black'],
  build(make) {
    const { rng } = make;
    const pips = make.accent();
    make.feature(`with ${pips.name} spots`);
    const rounded = rng.chance(0.65);
    make.adjective(rounded ? 'rounded' : 'sharp-edged');
    const square = rng.chance(0.15);
    if (square) make.feature('with square spots');
    const size = rng.uniform(0.09, 0.115);
    const die = (
      at: readonly [number, number, number],
      turn: readonly [number, number, number],
      up: number,
    ) => {
      const whole = make.inside({ at, turn }).inside({ turn: opposite(FACES[up]) });
      addDie(whole, rounded, square, size, pips);
    };
    const up = rng.int(6);
    const pair = rng.chance(0.3);
    const pose = rng.pick(['flat', 'flat', 'corner'] as const);
    if (pair) {
      die([-0.62, 0, 0.15], [0, rng.uniform(-0.3, 0.3), 0], up);
      die([0.62, 0, -0.2], [0, rng.uniform(0.4, 1.1), 0], rng.int(6));
      make.feature('in a pair');
    } else if (pose === 'corner') {
      // A diagonal of the cube upright.
      die([0, 0, 0], [-Math.atan(Math.SQRT2), -Math.PI / 4, 0], up);
      make.feature('on one corner');
    } else {
      die([0, 0, 0], [0, 0, 0], up);
      make.feature(`with a ${numberWord(up + 1)} on top`);
    }
  },
});

function addDie(
  make: Maker,
  rounded: boolean,
  square: boolean,
  size: number,
  pips: Parameters<Maker['add']>[1],
): void {
  make.add(rounded ? roundedCube(0.16) : box(1, 1, 1), make.main);
  FACES.forEach((turn, number) => {
    const face = make.inside({ turn });
    for (const [x, z] of PIPS[number])
      face.add(square ? box(size * 1.8, 0.04, size * 1.8) : cylinder(size, size, 0.04, 12), pips, {
        at: [x * 0.25, 0.5, z * 0.25],
      });
  });
}

/** A unit cube with edges rounded to a radius. */
function roundedCube(radius: number): BufferGeometry {
  const geometry = new BoxGeometry(1, 1, 1, 5, 5, 5);
  const { position, normal } = geometry.attributes;
  const inner = 0.5 - radius;
  const out = new Vector3();
  const core = new Vector3();
  for (let i = 0; i < position.count; i++) {
    out.fromBufferAttribute(position, i);
    core.copy(out).clampScalar(-inner, inner);
    out.sub(core).normalize();
    normal.setXYZ(i, out.x, out.y, out.z);
    core.addScaledVector(out, radius);
    position.setXYZ(i, core.x, core.y, core.z);
  }
  return geometry;
}
