import { Group, LatheGeometry, TorusGeometry, Vector2 } from 'three';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { type ColourName, hsl, randomColour, shadeOf } from '../palette.ts';
import { addGroup, addPart, cylinder } from '../parts.ts';

const ICINGS: readonly ColourName[] = ['pink', 'pink', 'brown', 'white'];
const UNUSUAL: readonly ColourName[] = ['red', 'green', 'turquoise', 'blue', 'purple', 'yellow', 'black'];

export const donut: Concept = {
  name: 'donut',
  synonyms: ['doughnut'],
  category: 'food',
  symmetry: null,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const plain = rng.chance(0.12);
    const unusual = !plain && rng.chance(0.28);
    const icing = randomColour(rng, unusual ? UNUSUAL : ICINGS);
    const dough = hsl(rng.uniform(28, 36), rng.uniform(55, 75), rng.uniform(45, 56));
    const ring = rng.uniform(0.62, 0.72);
    const tube = ring * rng.uniform(0.42, 0.55);
    const height = rng.uniform(0.8, 1.05);
    const bite = rng.chance(0.2) ? rng.uniform(0.7, 1.1) : 0;

    /** The tube between two angles about its centre line, 0 outwards and π/2 up, less the bite at +z. */
    const band = (radius: number, from: number, to: number) => {
      const points = Array.from({ length: 19 }, (_, i) => {
        const angle = from + ((to - from) * i) / 18;
        return new Vector2(ring + radius * Math.cos(angle), radius * Math.sin(angle) * height);
      });
      return new LatheGeometry(points, 48, bite / 2, 2 * Math.PI - bite);
    };
    addPart(group, band(tube, -Math.PI, Math.PI), dough);
    if (bite > 0) {
      for (const side of [-1, 1]) {
        const end = addGroup(group, { turn: [0, (side * bite) / 2, 0] });
        addPart(end, cylinder(tube, tube, 0.03), hsl(42, 70, 76), {
          at: [0, 0, ring],
          turn: [0, 0, Math.PI / 2],
          stretch: [height, 1, 1],
        });
      }
      features.push('with a bite taken out');
    }
    if (plain) adjectives.push('plain');
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
      addPart(group, geometry, icing.colour);
      const decoration = rng.uniform();
      const top = (tube + 0.05) * height;
      if (decoration < 0.5) {
        for (let i = 0; i < 22; i++) {
          const across = rng.uniform(-0.9, 0.9);
          const names: ColourName[] = ['red', 'yellow', 'green', 'blue', 'white', 'orange'];
          const colour = shadeOf(rng.pick(names.filter((name) => name !== icing.name)), rng);
          const angle = bite / 2 + 0.12 + ((2 * Math.PI - bite - 0.24) * i) / 21;
          const spot = addGroup(group, { turn: [0, angle, 0] });
          addPart(spot, cylinder(0.045, 0.045, 0.17, 6), colour, {
            at: [0, top * Math.cos(across), ring + (tube + 0.05) * Math.sin(across)],
            turn: [across, rng.uniform(0, 3), Math.PI / 2],
          });
        }
        features.push('with sprinkles');
      } else if (decoration < 0.72) {
        const name = icing.name === 'white' ? 'brown' : 'white';
        const colour = shadeOf(name, rng);
        for (let i = 0; i < 7; i++) {
          const spot = addGroup(group, {
            turn: [0, bite / 2 + 0.3 + ((2 * Math.PI - bite - 0.6) * i) / 6.9, 0],
          });
          addPart(spot, new TorusGeometry(tube + 0.03, 0.055, 6, 12, 2.2), colour, {
            at: [0, 0, ring],
            turn: [-0.47, Math.PI / 2, 0],
            stretch: [1, height, 1],
          });
        }
        features.push(`with ${name} stripes`);
      }
    }
    return {
      group: fitToBall(group),
      description: {
        colour: plain ? undefined : { name: icing.name, natural: !unusual },
        adjectives,
        features,
      },
    };
  },
};
