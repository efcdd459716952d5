import { BoxGeometry, type BufferGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { ball, box, capsule, cylinder, torus } from '../parts.ts';

export const shovel = defineConcept({
  name: 'shovel',
  synonyms: ['spade', 'trowel'],
  category: 'tool',
  symmetry: 1,
  natural: ['grey', 'grey', 'black', 'red', 'green', 'blue', 'yellow'],
  stands: false,
  build(make) {
    const { rng, main } = make;
    const style = rng.pick(['pointed', 'rounded', 'square'] as const);
    make.adjective(style);
    const half = rng.uniform(0.42, 0.52);
    const tall = rng.uniform(0.85, 1.05);
    make.add(blade(style, half, tall), main, { turn: [0.08, 0, 0] });
    make.add(cylinder(0.13, 0.17, 0.4, 16), main, { at: [0, tall + 0.08, 0] });
    make.add(capsule(0.09, tall * 0.5), make.shade(0.8), { at: [0, tall * 0.68, 0.02] });
    if (rng.chance(0.4)) {
      for (const x of [-1, 1])
        make.add(box(half * 0.85, 0.1, 0.26), make.shade(0.75), { at: [x * half * 0.58, tall, 0] });
      make.feature('with a footrest');
    }

    const handle = make.pick(['brown', 'brown', 'brown', 'black', 'yellow', 'red', 'white']);
    const long = rng.uniform(0.95, 1.5);
    if (long > 1.35) make.adjective('long');
    make.feature(`with a ${handle.name} handle`);
    const end = tall + 0.2 + long;
    make.add(cylinder(0.085, 0.095, long + 0.1, 14), handle, { at: [0, tall + 0.2 + long / 2, 0] });
    const grip = rng.pick(['ring', 'bar', 'knob'] as const);
    const ends = rng.chance(0.6) ? main : handle;
    if (grip === 'ring') {
      make.add(torus(0.24, 0.075), ends, { at: [0, end + 0.2, 0], stretch: [1.1, 0.9, 1.1] });
      make.feature('with a round grip');
    } else if (grip === 'bar') {
      make.add(capsule(0.1, 0.5), ends, { at: [0, end + 0.04, 0], turn: [0, 0, Math.PI / 2] });
      make.feature('with a straight grip');
    } else make.add(ball(0.16, 14), ends, { at: [0, end, 0] });
    if (rng.chance(0.35)) {
      const band = make.accent(handle.colour);
      make.add(cylinder(0.13, 0.13, 0.2, 14), band, { at: [0, tall + 0.42, 0] });
      make.feature(`with a ${band.name} band`);
    }
  },
});

/** A plate that stands on its tip at the origin, bent so that its sides come forward. */
function blade(style: 'pointed' | 'rounded' | 'square', half: number, tall: number): BufferGeometry {
  const width = (t: number) => {
    if (style === 'square') return half * (0.9 + 0.1 * t);
    if (style === 'pointed') return half * Math.max(0.05, Math.min(1, 1.7 * t) ** 0.75);
    return half * Math.max(0.05, Math.sqrt(1 - (1 - Math.min(1, 2 * t)) ** 2));
  };
  const geometry = new BoxGeometry(2, 1, 0.12, 6, 10, 1).translate(0, 0.5, 0);
  const { position } = geometry.attributes;
  for (let i = 0; i < position.count; i++) {
    const [across, t] = [position.getX(i), position.getY(i)];
    position.setXYZ(i, across * width(t), t * tall, position.getZ(i) + 0.16 * across ** 2);
  }
  geometry.computeVertexNormals();
  return geometry;
}
