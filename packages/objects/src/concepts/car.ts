import { defineConcept } from '../concept.ts';
import { addLights } from '../lights.ts';
import { hsl } from '../palette.ts';
import { box, sideProfile } from '../parts.ts';
import { addWheel } from '../wheel.ts';

export const car = defineConcept({
  name: 'car',
  synonyms: ['automobile', 'taxi', 'sedan', 'van', 'suv', 'minivan', 'jeep', 'sports car', 'race car'],
  category: 'vehicle',
  natural: ['red', 'red', 'blue', 'white', 'yellow', 'green', 'black', 'grey'],
  symmetry: 1,
  hypernyms: ['vehicle'],
  build(make) {
    const { rng, main } = make;
    const kind = rng.pick(['sedan', 'sedan', 'hatchback', 'hatchback', 'van', 'convertible']);
    const length = rng.uniform(1.9, 2.4);
    const width = rng.uniform(0.9, 1.1);
    const h = rng.uniform(0.34, 0.44);
    const cabin = kind === 'van' ? rng.uniform(0.5, 0.6) : rng.uniform(0.34, 0.44);
    const end = length / 2;
    const front = kind === 'van' ? end - 0.2 : end * rng.uniform(0.42, 0.52);
    const rear = kind === 'sedan' ? -end * 0.68 : -end * 0.96;
    const slope = kind === 'van' ? 0.22 : 0.34;
    const glass = main.name === 'black' || main.name === 'grey' ? hsl(205, 20, 70) : hsl(210, 25, 18);
    const windscreen = hsl(200, 60, 78);
    make.add(
      sideProfile(
        [
          [-end, 0],
          [end, 0],
          [end, h * 0.7],
          [end - 0.12, h * 0.86],
          [front, h],
          [-end, h],
        ],
        width,
      ),
      main,
    );
    const top = h + cabin;
    make.add(
      sideProfile(
        [
          [front + 0.03, h - 0.02],
          [front + 0.03 - slope, top - 0.04],
          [front - 0.06 - slope, top - 0.04],
          [front - 0.06, h - 0.02],
        ],
        width * 0.86,
      ),
      windscreen,
    );
    if (kind === 'convertible') {
      make.adjective('convertible');
      const seats = make.accent();
      for (const x of [-0.23, 0.23])
        make.add(box(0.3, 0.34, 0.16), seats, { at: [x, h + 0.1, -0.12], turn: [-0.15, 0, 0] });
      make.add(box(width * 0.8, 0.04, 0.7), hsl(20, 15, 12), { at: [0, h, 0.02] });
      make.feature(`with ${seats.name} seats`);
    } else {
      if (kind === 'van') make.adjective('tall');
      const back = kind === 'sedan' ? 0.26 : 0.1;
      const roof = rng.chance(0.2) ? make.accent() : null;
      make.add(
        sideProfile(
          [
            [rear, h],
            [front, h],
            [front - slope, top],
            [rear + back, top],
          ],
          width * 0.9,
        ),
        glass,
      );
      const roofRear = rear + back - 0.02;
      const roofFront = front - slope + 0.06;
      const centre = (roofRear + roofFront) / 2;
      const paint = roof ?? main;
      make.add(box(width * 0.94, 0.09, roofFront - roofRear), paint, { at: [0, top, centre] });
      make.add(box(width * 0.95, cabin, 0.1), paint, { at: [0, h + cabin / 2, centre] });
      if (roof) make.feature(`with a ${roof.name} roof`);
      if (rng.chance(0.2)) {
        for (const x of [-0.2, 0.2])
          make.add(box(0.08, 0.1, 0.7), hsl(0, 0, 30), { at: [x, top + 0.08, centre] });
        const luggage = main.name === 'brown' ? hsl(38, 45, 75) : hsl(25, 50, 30);
        make.add(box(0.6, 0.18, 0.5), luggage, { at: [0, top + 0.2, centre] });
        make.feature('with luggage on the roof');
      }
    }
    addLights(make, [width * 0.36, h * 0.55, end], [width * 0.38, h * 0.7, -end]);
    make.add(box(width * 0.36, 0.14, 0.06), hsl(0, 0, 12), { at: [0, h * 0.55, end] });
    make.add(box(width * 1.02, 0.12, 0.12), hsl(0, 0, 72), { at: [0, 0.06, end] });
    make.add(box(width * 1.02, 0.12, 0.1), hsl(0, 0, 25), { at: [0, 0.06, -end] });
    make.add(box(0.3, 0.12, 0.08), hsl(0, 0, 95), { at: [0, h * 0.65, -end] });
    const wheel = rng.uniform(0.22, 0.29);
    const hub = rng.chance(0.3) ? hsl(45, 80, 50) : hsl(0, 0, 78);
    for (const x of [-1, 1])
      for (const z of [-0.6, 0.6]) addWheel(make, [x * (width / 2 - 0.05), 0, z * end], wheel, 0.2, hub);
    if (kind !== 'convertible' && kind !== 'van' && rng.chance(0.2)) {
      make.add(box(width * 0.95, 0.07, 0.22), main, { at: [0, h + 0.2, -end + 0.06] });
      for (const x of [-0.3, 0.3]) make.add(box(0.08, 0.22, 0.12), main, { at: [x, h + 0.1, -end + 0.06] });
      make.feature('with a spoiler');
    } else if (rng.chance(0.2)) {
      const stripe = make.accent();
      make.add(box(width * 1.03, 0.12, length * 0.96), stripe, { at: [0, h * 0.62, 0] });
      make.feature(`with a ${stripe.name} stripe`);
    }
  },
});
