import { CatmullRomCurve3, TubeGeometry, Vector3 } from 'three';
import { addEyes } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder } from '../parts.ts';

/**
 * A pipe through the points whose radius falls to nothing over the last fifth: a body that ends in a tail.
 */
function tapering(points: readonly Vector3[], radius: number) {
  const [along, around] = [72, 10];
  const curve = new CatmullRomCurve3([...points]);
  const geometry = new TubeGeometry(curve, along, radius, around);
  const position = geometry.attributes.position;
  const centre = new Vector3();
  const point = new Vector3();
  for (let i = 0; i < position.count; i++) {
    const t = Math.floor(i / (around + 1)) / along;
    curve.getPointAt(t, centre);
    point.fromBufferAttribute(position, i).sub(centre);
    point.multiplyScalar(Math.min(1, (1 - t) * 5 + 0.05)).add(centre);
    position.setXYZ(i, point.x, point.y, point.z);
  }
  return { geometry, curve };
}

export const snake = defineConcept({
  name: 'snake',
  synonyms: ['serpent', 'cobra', 'python', 'viper', 'rattlesnake'],
  category: 'animal',
  symmetry: 1,
  natural: ['green', 'green', 'green', 'brown', 'yellow', 'black'],
  build(make) {
    const { rng, main } = make;
    const coiled = rng.chance(0.5);
    make.adjective(coiled ? 'coiled' : 'slithering');
    const radius = rng.uniform(0.12, 0.17);
    make.adjective(radius > 0.15 ? 'thick' : 'slender');
    const rise = rng.uniform(0.75, 1.05);
    const points: Vector3[] = [];
    // From the head down: the raised neck, then coils, each wider and lower, or bends to both sides.
    if (coiled) {
      points.push(new Vector3(0, rise, 0.2), new Vector3(0, rise - 0.22, 0.02), new Vector3(0, 0.52, -0.14));
      for (let i = 0; i <= 20; i++) {
        const angle = Math.PI + i * 0.72;
        const r = 0.26 + i * 0.017;
        points.push(new Vector3(Math.sin(angle) * r, 0.42 - Math.min(1, i / 16) * 0.42, Math.cos(angle) * r));
      }
    } else {
      const wave = rng.uniform(0.3, 0.42);
      points.push(
        new Vector3(0, rise * 0.75, 0.95),
        new Vector3(0, rise * 0.5, 0.78),
        new Vector3(0, 0.1, 0.72),
      );
      for (let i = 1; i <= 12; i++)
        points.push(new Vector3(Math.sin((i * Math.PI) / 3) * wave, 0, 0.7 - i * 0.165));
    }
    const { geometry, curve } = tapering(points, radius);
    make.add(geometry, main);
    if (make.plain && rng.chance(0.5)) {
      const paint = make.pick(['yellow', 'red', 'black', 'white']);
      make.feature(`with ${paint.name} rings`);
      for (let i = 2; i < 13; i++) {
        const t = i / 16;
        const direction = curve.getTangentAt(t);
        const at = curve.getPointAt(t);
        const pitch = Math.asin(-direction.y);
        const ring = make.inside({
          at: [at.x, at.y, at.z],
          turn: [0, Math.atan2(direction.x, direction.z), 0],
        });
        ring.add(cylinder(radius * 1.08, radius * 1.08, radius * 0.75, 12), paint, {
          turn: [Math.PI / 2 + pitch, 0, 0],
        });
      }
    }
    const size = rng.uniform(0.23, 0.28);
    const neck = points[0];
    if (rng.chance(0.3)) {
      make.add(ball(1, 16), make.shade(0.8), {
        at: [0, neck.y - 0.16, neck.z - 0.12],
        turn: [0.4, 0, 0],
        stretch: [0.34, 0.4, 0.09],
      });
      make.feature('with a hood');
    }
    const head = make.inside({ at: [0, neck.y + 0.06, neck.z + 0.08], stretch: [size, size, size] });
    head.add(ball(1, 18), main, { at: [0, 0, 0.15], stretch: [1, 0.8, 1.25] });
    const yellow = rng.chance(0.4) && main.name !== 'yellow' ? hsl(50, 100, 55) : hsl(0, 0, 97);
    addEyes(head, [0.55, 0.45, 0.75], 0.34, { outwards: 0.4, white: yellow });
    if (make.has('tongue', 0.85)) {
      const red = main.name === 'red' ? hsl(0, 0, 8) : hsl(352, 90, 48);
      const tongue = head.inside({ at: [0, -0.25, 1.3], turn: [0.25, 0, 0] });
      tongue.add(box(0.24, 0.16, 0.75), red, { at: [0, 0, 0.3] });
      for (const x of [-1, 1])
        tongue.add(box(0.18, 0.16, 0.5), red, { at: [x * 0.16, 0, 0.82], turn: [0, x * 0.5, 0] });
    }
    if (rng.chance(0.25)) {
      const end = points[points.length - 1];
      for (let i = 0; i < 3; i++)
        make.add(ball(0.11 - i * 0.015, 10), hsl(42, 70, 60), {
          at: [end.x, end.y + 0.08 + i * 0.13, end.z],
        });
      make.feature('with a rattle');
    }
    head.head([0, 0, 0.1], 1.05, { at: [0, -0.9, -0.45], radius: 0.75 });
  },
});
