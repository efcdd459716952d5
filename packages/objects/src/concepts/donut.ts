import { LatheGeometry, TorusGeometry, Vector2 } from 'three';
import { defineConcept } from '../concept.ts';
import { type ColourName, hsl, shadeOf } from '../palette.ts';
import { cylinder } from '../parts.ts';

export const donut = defineConcept({
  name: 'donut',
  synonyms: ['doughnut'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: ['pink', 'pink', 'brown', 'white'],
  build(make) {
    const { rng, main } = make;
    const plain = rng.chance(0.12);
    const dough = plain ? main : hsl(rng.uniform(28, 36), rng.uniform(55, 75), rng.uniform(45, 56));
    const ring = rng.uniform(0.66, 0.74);
    // Slim enough that the hole shows from a little above.
    const tube = ring * rng.uniform(0.34, 0.44);
    const height = rng.uniform(0.7, 0.95);
    const upright = rng.chance(0.35);
    if (upright) make.adjective('upright');
    // Upright, its icing faces the front, and what is missing of it is missing at the top.
    const lying = upright ? make.inside({ turn: [1.35, Math.PI, 0] }) : make;
    const bite = rng.chance(0.2) ? rng.uniform(0.7, 1.1) : 0;

    /** The tube between two angles about its centre line, 0 outwards and π/2 up, less the bite at +z. */
    const band = (radius: number, from: number, to: number) => {
      const points = Array.from({ length: 19 }, (_, i) => {
        const angle = from + ((to - from) * i) / 18;
        return new Vector2(ring + radius * Math.cos(angle), radius * Math.sin(angle) * height);
      });
      return new LatheGeometry(points, 48, bite / 2, 2 * Math.PI - bite);
    };
    lying.add(band(tube, -Math.PI, Math.PI), dough);
    if (bite > 0) {
      for (const side of [-1, 1]) {
        const end = lying.inside({ turn: [0, (side * bite) / 2, 0] });
        end.add(cylinder(tube, tube, 0.03), hsl(42, 70, 76), {
          at: [0, 0, ring],
          turn: [0, 0, Math.PI / 2],
          stretch: [height, 1, 1],
        });
      }
      make.feature('with a bite taken out');
    }
    if (plain) make.adjective('plain');
    else {
      const thick = tube + 0.035;
      const geometry = band(thick, 0.1, Math.PI + 0.1);
      const positions = geometry.attributes.position;
      const waves = 5 + rng.int(5);
      const depth = rng.uniform(0.05, 0.2);
      for (let i = 0; i < positions.count; i++) {
        const [x, y, z] = [positions.getX(i), positions.getY(i), positions.getZ(i)];
        const r = Math.hypot(x, z);
        const wave = 1 + depth * Math.sin(waves * Math.atan2(z, x));
        const angle = Math.PI / 2 + (Math.atan2(y / height, r - ring) - Math.PI / 2) * wave;
        const out = (ring + thick * Math.cos(angle)) / r;
        positions.setXYZ(i, x * out, thick * Math.sin(angle) * height, z * out);
      }
      lying.add(geometry, main);
      const decoration = rng.uniform();
      const top = (tube + 0.05) * height;
      if (decoration < 0.5) {
        for (let i = 0; i < 22; i++) {
          const across = rng.uniform(-0.9, 0.9);
          const names: ColourName[] = ['red', 'yellow', 'green', 'blue', 'white', 'orange'];
          const colour = shadeOf(rng.pick(names.filter((name) => name !== main.name)), rng);
          const angle = bite / 2 + 0.12 + ((2 * Math.PI - bite - 0.24) * i) / 21;
          const spot = lying.inside({ turn: [0, angle, 0] });
          spot.add(cylinder(0.045, 0.045, 0.17, 6), colour, {
            at: [0, top * Math.cos(across), ring + (tube + 0.05) * Math.sin(across)],
            turn: [across, rng.uniform(0, 3), Math.PI / 2],
          });
        }
        make.feature('with sprinkles');
      } else if (decoration < 0.72) {
        const name = main.name === 'white' ? 'brown' : 'white';
        const colour = shadeOf(name, rng);
        for (let i = 0; i < 7; i++) {
          const spot = lying.inside({
            turn: [0, bite / 2 + 0.3 + ((2 * Math.PI - bite - 0.6) * i) / 6.9, 0],
          });
          spot.add(new TorusGeometry(tube + 0.03, 0.055, 6, 12, 2.2), colour, {
            at: [0, 0, ring],
            turn: [-0.47, Math.PI / 2, 0],
            stretch: [1, height, 1],
          });
        }
        make.feature(`with ${name} stripes`);
      }
    }
  },
});
