import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder, faceted } from '../parts.ts';

/** A steam locomotive. */
export const train = defineConcept({
  name: 'train',
  synonyms: ['locomotive', 'steam train', 'steam engine', 'steam locomotive', 'railway engine'],
  category: 'vehicle',
  symmetry: 1,
  natural: ['black', 'red', 'red', 'green', 'green', 'blue', 'blue'],
  build(make) {
    const { rng, main } = make;
    const dark = main.name === 'black' ? hsl(0, 0, 34) : hsl(0, 0, 10);
    const trim = make.accent();
    const along = [Math.PI / 2, 0, 0] as const;
    const across = [0, 0, Math.PI / 2] as const;
    const r = rng.uniform(0.32, 0.4);
    const boiler = rng.uniform(1.1, 1.5);
    const axle = 0.5 + r * 0.8;
    make.add(box(0.62, 0.16, boiler + 0.85), dark, { at: [0, 0.42, boiler / 2 - 0.38] });
    make.add(cylinder(r, r, boiler, 22), main, { at: [0, axle, boiler / 2], turn: along });
    make.add(cylinder(r + 0.03, r + 0.03, 0.2, 22), dark, { at: [0, axle, boiler - 0.02], turn: along });
    make.add(cylinder(r * 0.72, r * 0.8, 0.08, 18), main, { at: [0, axle, boiler + 0.1], turn: along });
    const bands = rng.pick([1, 2, 3]);
    for (let i = 0; i < bands; i++)
      make.add(cylinder(r + 0.025, r + 0.025, 0.07, 22), trim, {
        at: [0, axle, (boiler * (i + 1)) / (bands + 1) - 0.04],
        turn: along,
      });
    make.feature(`with ${trim.name} bands`);
    make.add(cylinder(0.11, 0.11, 0.1, 12), hsl(52, 100, 78), {
      at: [0, axle + r + 0.05, boiler + 0.02],
      turn: along,
    });

    const top = axle + r;
    const stack = rng.uniform(0.34, 0.5);
    const flared = rng.chance(0.5);
    make.add(cylinder(flared ? 0.23 : 0.13, 0.11, stack, 14), dark, {
      at: [0, top + stack / 2 - 0.06, boiler * 0.78],
    });
    make.add(cylinder(flared ? 0.25 : 0.17, flared ? 0.25 : 0.17, 0.09, 14), trim, {
      at: [0, top + stack - 0.08, boiler * 0.78],
    });
    if (flared) make.feature('with a funnel');
    if (rng.chance(0.6)) {
      make.add(cylinder(0.15, 0.16, 0.14, 14), hsl(44, 85, 50), { at: [0, top + 0.03, boiler * 0.36] });
      make.add(ball(0.15, 12), hsl(44, 85, 50), { at: [0, top + 0.1, boiler * 0.36] });
      make.feature('with a golden dome');
    }
    if (rng.chance(0.4)) {
      for (const [k, size] of [0.17, 0.23, 0.29].entries())
        make.add(ball(size, 9), hsl(0, 0, 90 - 4 * k), {
          at: [0, top + stack + 0.14 + k * 0.2, boiler * 0.78 - 0.06 - k * 0.26],
        });
      make.feature('with smoke');
    }

    const cab = 0.62;
    const width = 0.92;
    const height = axle + r + 0.3 - 0.46;
    const back = -cab / 2;
    make.add(box(width, height, cab), main, { at: [0, 0.46 + height / 2, back] });
    const glass = main.name === 'yellow' ? hsl(205, 70, 70) : hsl(48, 90, 78);
    make.add(box(width * 1.04, height * 0.36, cab * 0.5), glass, { at: [0, 0.46 + height * 0.66, back] });
    for (const x of [-1, 1])
      make.add(box(0.17, height * 0.26, cab * 1.05), glass, {
        at: [x * width * 0.36, 0.46 + height * 0.78, back],
      });
    const roof = rng.chance(0.5) ? trim : dark;
    make.add(box(width * 1.14, 0.1, cab * 1.3), roof, { at: [0, 0.46 + height + 0.05, back] });

    // The wedge in front that clears the rails.
    if (make.has('cowcatcher', 0.75)) {
      make.add(faceted(cone(Math.SQRT1_2, 1, 4).rotateY(Math.PI / 4)), trim, {
        at: [0, 0.3, boiler + 0.06],
        turn: [0, 0, 0],
        stretch: [0.86, 0.42, 0.75],
      });
      make.add(box(0.84, 0.12, 0.14), trim, { at: [0, 0.42, boiler + 0.1] });
      make.feature(`with a ${trim.name} cowcatcher`);
    }

    const hubs = rng.chance(0.5) ? make.pick(['red', 'white', 'yellow']) : hsl(0, 0, 62);
    if ('name' in hubs) make.feature(`with ${hubs.name} wheels`);
    const wheel = (z: number, size: number) => {
      for (const x of [-1, 1]) {
        make.add(cylinder(size, size, 0.13, 14), hsl(0, 0, 12), { at: [x * 0.38, size, z], turn: across });
        make.add(cylinder(size * 0.76, size * 0.76, 0.17, 12), hubs, {
          at: [x * 0.38, size, z],
          turn: across,
        });
        make.add(cylinder(size * 0.3, size * 0.3, 0.2, 7), hsl(0, 0, 20), {
          at: [x * 0.38, size, z],
          turn: across,
        });
      }
    };
    const large = rng.pick([2, 3]);
    for (let i = 0; i < large; i++) wheel(-0.3 + i * 0.6, 0.3);
    for (const x of [-1, 1])
      make.add(box(0.07, 0.09, (large - 1) * 0.6 + 0.2), hsl(0, 0, 80), {
        at: [x * 0.5, 0.24, -0.3 + (large - 1) * 0.3],
      });
    wheel(boiler - 0.1, 0.19);

    if (rng.chance(0.45)) {
      const z = -cab - 0.5;
      make.add(box(width * 0.94, 0.62, 0.8), main, { at: [0, 0.74, z] });
      make.add(box(0.62, 0.14, 0.95), dark, { at: [0, 0.4, z + 0.06] });
      for (const [x, dz] of [
        [-0.2, -0.2],
        [0.2, -0.15],
        [0, 0.08],
        [-0.2, 0.2],
        [0.22, 0.2],
      ])
        make.add(ball(0.2, 6), hsl(0, 0, 6), { at: [x, 1.05, z + dz] });
      wheel(z - 0.2, 0.2);
      wheel(z + 0.24, 0.2);
      make.feature('with a coal tender');
    }
  },
});
