import { defineConcept } from '../concept.ts';
import { addLights } from '../lights.ts';
import { hsl } from '../palette.ts';
import { box } from '../parts.ts';
import { addWheel } from '../wheel.ts';

export const bus = defineConcept({
  name: 'bus',
  synonyms: ['school bus', 'coach', 'minibus'],
  category: 'vehicle',
  symmetry: 1,
  natural: ['yellow', 'yellow', 'red', 'red', 'blue', 'green', 'white', 'orange'],
  plurals: ['buses'],
  build(make) {
    const { rng, main } = make;
    const decks = rng.chance(0.3) ? 2 : 1;
    if (decks === 2) make.adjective('double-decker');
    const length = rng.uniform(1.8, 2.7);
    if (length > 2.45) make.adjective('long');
    if (length < 2) make.adjective('short');
    const width = rng.uniform(0.84, 0.94);
    const deck = decks === 2 ? 0.66 : 0.92;
    const height = deck * decks;
    const end = length / 2;
    const glass = ['black', 'grey', 'blue'].includes(main.name ?? '') ? hsl(200, 65, 80) : hsl(210, 35, 20);
    make.add(box(width, height, length), main, { at: [0, height / 2, 0] });

    // A snout in front, as school buses have.
    const snout = decks === 1 && rng.chance(0.35) ? 0.36 : 0;
    const front = end + snout;
    if (snout) {
      make.add(box(width * 0.86, height * 0.5, snout * 2), main, { at: [0, height * 0.25, end] });
      make.feature('with a snout');
    }
    const pane = decks === 2 ? 0.3 : 0.36;
    const count = Math.round(length / 0.42);
    const step = (length - 0.2) / count;
    const door = rng.chance(0.7) ? 1 : -1;
    for (let level = 0; level < decks; level++) {
      const y = deck * (level + 0.64);
      for (let i = 0; i < count; i++) {
        const z = end - 0.1 - step * (i + 0.5);
        const low = level === 0 && i === 0;
        make.add(box(low ? width * 0.5 : width * 1.03, pane, step * 0.74), glass, {
          at: [low ? -door * width * 0.266 : 0, y, z],
        });
      }
      make.add(box(width * 0.86, pane * 1.1, 0.06), glass, { at: [0, y, end] });
      make.add(box(width * 0.7, pane * 0.8, 0.06), glass, { at: [0, y + 0.03, -end] });
    }
    make.add(box(0.06, deck * 0.8, step * 0.8), hsl(200, 60, 84), {
      at: [(door * width) / 2, deck * 0.44, end - 0.1 - step / 2],
    });

    const roof = rng.chance(0.3) ? make.accent() : null;
    if (roof) make.feature(`with a ${roof.name} roof`);
    make.add(box(width * 0.94, 0.1, length * 0.97), roof ?? main, { at: [0, height + 0.03, 0] });
    if (rng.chance(0.45)) {
      const band = make.accent();
      make.add(box(width * 1.04, deck * 0.13, length * 1.01), band, { at: [0, deck * 0.3, 0] });
      make.feature(`with a ${band.name} stripe`);
    }
    if (rng.chance(0.35)) {
      make.add(box(width * 0.5, 0.12, 0.5), hsl(0, 0, 78), { at: [0, height + 0.1, -end * 0.45] });
      make.feature('with air conditioning');
    } else if (rng.chance(0.3)) {
      for (const x of [-1, 1])
        make.add(box(0.06, 0.14, length * 0.7), hsl(0, 0, 45), { at: [x * width * 0.34, height + 0.12, 0] });
      for (const [z, hue] of [
        [0.2, 24],
        [-0.15, 200],
        [-0.5, 350],
      ])
        make.add(box(width * 0.56, 0.2, 0.3), hsl(hue, 55, 38), { at: [0, height + 0.16, z * end] });
      make.feature('with luggage on the roof');
    }
    make.add(box(width * 0.56, 0.13, 0.08), hsl(0, 0, 8), { at: [0, height - 0.05, end] });
    make.add(box(width * 0.42, 0.07, 0.1), hsl(45, 100, 60), { at: [0, height - 0.05, end] });
    addLights(make, [width * 0.3, deck * 0.22, front], [width * 0.38, deck * 0.22, -end]);
    for (const x of [-1, 1])
      make.add(box(0.1, 0.2, 0.08), hsl(0, 0, 14), { at: [x * (width / 2 + 0.07), deck * 0.66, end + 0.04] });
    make.add(box(width * 1.04, 0.1, 0.1), hsl(0, 0, 25), { at: [0, 0.04, front] });
    make.add(box(width * 1.04, 0.1, 0.1), hsl(0, 0, 25), { at: [0, 0.04, -end] });
    const wheel = rng.uniform(0.2, 0.25);
    for (const x of [-1, 1])
      for (const z of [0.58, -0.58]) addWheel(make, [x * (width / 2 - 0.05), 0, z * end], wheel, 0.2);
  },
});
