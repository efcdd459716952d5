import { BufferGeometry, Float32BufferAttribute, LatheGeometry, Vector2, Vector3 } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

export const apple = defineConcept({
  name: 'apple',
  synonyms: [],
  category: 'food',
  symmetry: null,
  round: true,
  hypernyms: ['fruit'],
  natural: ['red', 'red', 'green', 'yellow'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(0.78, 1.12);
    if (height > 1.02) make.adjective('tall');
    if (height < 0.86) make.adjective('flat');
    const taper = rng.uniform(0.05, 0.24);
    const profile = Array.from({ length: 29 }, (_, i) => {
      const angle = -Math.PI / 2 + (Math.PI * i) / 28;
      const [r, y] = [Math.cos(angle), Math.sin(angle)];
      const dimple = (y > 0 ? 0.36 : 0.22) * Math.exp(-((r / 0.33) ** 2));
      return new Vector2(r * (1 + taper * (y - 0.3)), height * (y - Math.sign(y) * dimple));
    });
    const body = new LatheGeometry(profile, 56);
    if (rng.chance(0.25)) {
      const bite = { centre: new Vector3(0.15, 0.1, 1.02), radius: rng.uniform(0.5, 0.62) };
      const [rest, bitten] = biteOut(body, bite.centre, bite.radius);
      make.add(rest, main);
      make.add(bitten, hsl(50, 65, 84));
      make.feature('with a bite taken out');
    } else make.add(body, main);
    const stem = make.has('stem', 0.9) ? rng.uniform(0.5, 0.75) : 0;
    const base = height * 0.6;
    const lean = rng.uniform(-0.25, 0.25);
    if (stem > 0) {
      make.add(cylinder(0.085, 0.06, stem, 10), hsl(25, 50, 20), {
        at: [-Math.sin(lean) * stem * 0.5, base + stem / 2, 0],
        turn: [0, 0, lean],
      });
    }
    const leaves = stem > 0 ? rng.pick([0, 1, 1, 1, 2]) : 0;
    for (let i = 0; i < leaves; i++) {
      const side = i === 0 ? 1 : -1;
      make.add(ball(0.36, 14), main.name === 'green' ? hsl(100, 60, 22) : hsl(115, 60, 33), {
        at: [side * 0.34, base + stem * 0.72, 0],
        turn: [0.3, 0, side * 0.35],
        stretch: [1, 0.28, 0.6],
      });
    }
    if (leaves > 0) make.feature(leaves === 1 ? 'with a leaf' : 'with two leaves');
  },
});

/**
 * The skin left by a bite, and the hollow: the skin inside the ball `(centre, radius)` pushed out to the
 * ball's far side.
 */
function biteOut(skin: BufferGeometry, centre: Vector3, radius: number): [BufferGeometry, BufferGeometry] {
  const { position, normal } = skin.toNonIndexed().attributes;
  const rest = { positions: [] as number[], normals: [] as number[] };
  const hollow = { positions: [] as number[], normals: [] as number[] };
  for (let i = 0; i < position.count; i += 3) {
    const corners = [i, i + 1, i + 2].map((k) => new Vector3().fromBufferAttribute(position, k));
    const inside = corners.map((p) => p.distanceTo(centre) < radius);
    const into = inside.some(Boolean) ? hollow : rest;
    corners.forEach((p, k) => {
      const n = new Vector3().fromBufferAttribute(normal, i + k);
      if (into === hollow) n.copy(centre).sub(p).normalize();
      if (inside[k]) p.copy(centre).addScaledVector(n, -radius);
      into.positions.push(p.x, p.y, p.z);
      into.normals.push(n.x, n.y, n.z);
    });
  }
  const geometryOf = ({ positions, normals }: typeof rest) =>
    new BufferGeometry()
      .setAttribute('position', new Float32BufferAttribute(positions, 3))
      .setAttribute('normal', new Float32BufferAttribute(normals, 3));
  return [geometryOf(rest), geometryOf(hollow)];
}
