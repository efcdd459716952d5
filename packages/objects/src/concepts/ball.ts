import {
  BufferGeometry,
  Float32BufferAttribute,
  IcosahedronGeometry,
  SphereGeometry,
  TorusGeometry,
  Vector3,
} from 'three';
import { defineConcept } from '../concept.ts';
import { cylinder, ball as sphere } from '../parts.ts';

export const ball = defineConcept({
  name: 'ball',
  synonyms: ['soccer ball', 'football', 'basketball', 'beach ball', 'rubber ball', 'tennis ball'],
  category: 'toy',
  natural: ['red', 'red', 'blue', 'yellow', 'green', 'orange'],
  symmetry: null,
  round: true,
  hypernyms: ['toy', 'sphere'],
  proportions: [],
  build(make) {
    const { rng, main } = make;
    const style = make.plain
      ? rng.pick(['patches', 'patches', 'panels', 'panels', 'seams', 'belt', 'spots'] as const)
      : rng.pick(['patches', 'seams', 'belt'] as const);
    // Rolled a little, as balls are.
    const rolled = make.inside({ turn: [rng.uniform(-0.4, 0.4), 0, rng.uniform(-0.5, 0.5)] });
    const second = make.accent();
    if (style === 'patches') {
      const [patches, rest] = pentagons();
      rolled.add(rest, main);
      rolled.add(patches, second);
      make.feature(`with ${second.name} patches`);
    } else if (style === 'panels') {
      const count = rng.pick([6, 8]);
      const other = make.pick(['red', 'yellow', 'blue', 'green', 'white']);
      const third = other.name !== second.name && rng.chance(0.6) ? other : undefined;
      const angle = (2 * Math.PI) / count;
      for (let i = 0; i < count; i++)
        rolled.add(
          new SphereGeometry(1, 5, 20, i * angle, angle),
          i % 2 === 0 ? main : third && i % 4 === 3 ? third : second,
        );
      for (const y of [-0.98, 0.98]) rolled.add(cylinder(0.26, 0.26, 0.06, 20), main, { at: [0, y, 0] });
      make.feature(third ? `with ${second.name} and ${third.name} panels` : `with ${second.name} panels`);
    } else {
      rolled.add(sphere(1, 28), main);
      if (style === 'seams') {
        const line = main.name === 'black' ? second : make.pick(['black', 'white']);
        for (const turn of [
          [Math.PI / 2, 0, 0],
          [0, 0, 0],
          [0, Math.PI / 2, 0],
        ] as const)
          rolled.add(new TorusGeometry(1, 0.055, 6, 40), line, { turn });
        make.feature(`with ${line.name} seams`);
      } else if (style === 'belt') {
        rolled.add(cylinder(1.015, 1.015, rng.uniform(0.3, 0.5), 36), second);
        for (const y of [-1, 1]) rolled.add(cap(0.55), second, { turn: [y > 0 ? 0 : Math.PI, 0, 0] });
        make.feature(`with a ${second.name} belt`);
      } else {
        for (const turn of [
          [0, 0, 0],
          [Math.PI, 0, 0],
          [Math.PI / 2, 0, 0],
          [-Math.PI / 2, 0, 0],
          [0, 0, Math.PI / 2],
          [0, 0, -Math.PI / 2],
        ] as const)
          rolled.add(cap(0.42), second, { turn });
        make.feature(`with ${second.name} spots`);
      }
    }
  },
});

/** A disc on the ball around its upper pole, `angle` wide on each side. */
const cap = (angle: number) => new SphereGeometry(1.02, 20, 4, 0, 2 * Math.PI, 0, angle);

/** A ball as the twelve pentagons of a football and the rest. */
function pentagons(): [BufferGeometry, BufferGeometry] {
  const corners = new IcosahedronGeometry(1).attributes.position;
  const whole = new IcosahedronGeometry(1, 5);
  const { position, normal } = whole.attributes;
  const centre = new Vector3();
  const corner = new Vector3();
  const halves = [0, 1].map(() => ({ positions: [] as number[], normals: [] as number[] }));
  for (let i = 0; i < position.count; i += 3) {
    centre.set(0, 0, 0);
    for (let k = 0; k < 3; k++) centre.add(corner.fromBufferAttribute(position, i + k));
    centre.normalize();
    let nearest = 0;
    for (let k = 0; k < corners.count; k++)
      nearest = Math.max(nearest, centre.dot(corner.fromBufferAttribute(corners, k)));
    const { positions, normals } = halves[nearest > Math.cos(0.36) ? 0 : 1];
    positions.push(...position.array.slice(i * 3, i * 3 + 9));
    normals.push(...normal.array.slice(i * 3, i * 3 + 9));
  }
  const [patches, rest] = halves.map(({ positions, normals }) =>
    new BufferGeometry()
      .setAttribute('position', new Float32BufferAttribute(positions, 3))
      .setAttribute('normal', new Float32BufferAttribute(normals, 3)),
  );
  return [patches, rest];
}
