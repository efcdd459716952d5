import { CylinderGeometry, SphereGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, tube } from '../parts.ts';

export const pumpkin = defineConcept({
  name: 'pumpkin',
  synonyms: ['jack-o-lantern', 'jack o lantern', 'squash', 'gourd'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: ['orange'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(0.6, 0.95);
    if (height > 0.88) make.adjective('tall');
    if (height < 0.68) make.adjective('flat');
    const ribs = rng.pick([8, 9, 10]);
    const depth = rng.uniform(0.1, 0.2);
    const body = new SphereGeometry(1, 40, 18);
    const { position } = body.attributes;
    for (let i = 0; i < position.count; i++) {
      const [x, y, z] = [position.getX(i), position.getY(i), position.getZ(i)];
      const r = Math.hypot(x, z);
      // A rib of which the front shows the middle; the top and the bottom sink in.
      const rib = 1 - depth * (1 - Math.abs(Math.cos((ribs * Math.atan2(x, z)) / 2)));
      const dip = 0.28 * Math.exp(-((r / 0.35) ** 2));
      position.setXYZ(i, x * rib, (y - Math.sign(y) * dip) * height, z * rib);
    }
    body.computeVertexNormals();
    make.add(body, main);

    const top = height * 0.7;
    if (make.has('stem', 0.9)) {
      const lean = rng.uniform(-0.35, 0.35);
      const green = hsl(rng.uniform(75, 105), 50, 28);
      make.add(cylinder(0.12, 0.24, 0.5, 8), green, {
        at: [-Math.sin(lean) * 0.22, top + 0.2, 0],
        turn: [0, 0, lean],
      });
      if (rng.chance(0.4)) {
        const leaf = main.name === 'green' ? hsl(85, 70, 25) : hsl(115, 60, 33);
        make.add(ball(0.42, 14), leaf, {
          at: [0.42, top + 0.14, 0.1],
          turn: [0.3, 0, -0.15],
          stretch: [1, 0.25, 0.8],
        });
        make.add(
          tube(
            [
              [0, top + 0.1, 0],
              [-0.3, top + 0.35, 0.1],
              [-0.55, top + 0.1, 0.2],
              [-0.7, top + 0.25, 0.35],
            ],
            0.05,
          ),
          leaf,
        );
        make.feature('with a leaf');
      }
    }
    if (rng.chance(0.5)) {
      const glowing = main.name === 'yellow' || rng.chance(0.4);
      const light = glowing ? hsl(25, 70, 8) : hsl(50, 100, 60);
      make.feature('with a carved face');
      make.feature(glowing ? 'with dark eyes' : 'with glowing eyes');
      /** A triangle on the skin, upright or hanging. */
      const cut = (angle: number, y: number, size: number, up: number, stretch = 1) => {
        const out = Math.sqrt(1 - Math.min(1, (y / height) ** 2));
        const prism = new CylinderGeometry(size, size, 0.4, 3).rotateX((-up * Math.PI) / 2);
        make.inside({ turn: [0, angle, 0] }).add(prism, light, {
          at: [0, y, out - 0.22],
          turn: [-0.8 * Math.asin(y / height), 0, 0],
          stretch: [stretch, 1, 1],
        });
      };
      for (const x of [-1, 1]) cut(x * 0.38, height * 0.3, 0.24, 1);
      cut(0, height * 0.03, 0.13, 1);
      const grin = rng.chance(0.5);
      for (let i = -3; i <= 3; i++)
        cut(i * 0.17, height * (grin ? -0.42 + 0.022 * i * i : -0.36), 0.18, i % 2 ? 1 : -1, 1.1);
    }
  },
});
