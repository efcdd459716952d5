import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder, faceted } from '../parts.ts';
import { rod } from '../rod.ts';

export const windmill = defineConcept({
  name: 'windmill',
  synonyms: ['wind mill', 'mill', 'dutch mill'],
  category: 'building',
  symmetry: 1,
  natural: ['white', 'white', 'brown', 'beige', 'grey', 'red'],
  usual: ['wooden'],
  proportions: ['wide', 'thin'],
  build(make) {
    const { rng, main } = make;
    const height = rng.uniform(1.3, 1.65);
    const [top, bottom] = [rng.uniform(0.4, 0.47), rng.uniform(0.62, 0.76)];
    const sides = rng.pick([8, 24]);
    make.adjective(sides === 8 ? 'octagonal' : 'round');
    const trunk = cylinder(top, bottom, height, sides).rotateY(Math.PI / 8);
    make.add(sides === 8 ? faceted(trunk) : trunk, main, { at: [0, height / 2, 0] });
    const roof = make.pick(['red', 'brown', 'brown', 'black', 'blue', 'green']);
    const peak = rng.uniform(0.42, 0.6);
    if (rng.chance(0.5)) make.add(cone(top * 1.25, peak, 20), roof, { at: [0, height + peak / 2, 0] });
    else make.add(ball(top * 1.16, 16), roof, { at: [0, height, 0], stretch: [1, 1.1, 1] });
    make.feature(`with a ${roof.name} roof`);

    // Four lattice sails: a spar, a board of cloth on one side of it, bars across.
    const hub = [0, height + 0.04, top + 0.24] as const;
    const wood = main.name === 'brown' ? hsl(35, 50, 68) : hsl(26, 50, 28);
    make.add(rod([0, hub[1], 0], [0, hub[1], hub[2] + 0.1], 0.09, 10), wood);
    const reach = rng.uniform(0.95, 1.12);
    const cloth = rng.chance(0.5) ? make.pick(['white', 'red', 'yellow', 'blue', 'beige']) : null;
    const spin = rng.uniform(0, Math.PI / 2);
    const sails = rng.chance(0.15) ? 6 : 4;
    if (sails === 6) make.feature('with six sails');
    for (let k = 0; k < sails; k++) {
      const sail = make.inside({ at: hub, turn: [0, 0, spin + (2 * Math.PI * k) / sails] });
      sail.add(box(0.08, reach, 0.08), wood, { at: [0, reach / 2, 0] });
      const from = 0.26;
      const long = reach - from;
      if (cloth) sail.add(box(0.28, long, 0.06), cloth, { at: [0.17, from + long / 2, -0.02] });
      else {
        sail.add(box(0.06, long, 0.06), wood, { at: [0.3, from + long / 2, 0] });
        for (let i = 0; i < 5; i++)
          sail.add(box(0.3, 0.06, 0.06), wood, { at: [0.16, from + (long * (i + 0.25)) / 4.5, 0] });
      }
    }
    make.feature(cloth ? `with ${cloth.name} sails` : 'with lattice sails');

    const frame = main.name === 'white' ? hsl(25, 45, 26) : hsl(0, 0, 96);
    const door = make.pick(['brown', 'green', 'blue', 'red']);
    const radius = (y: number) => bottom + ((top - bottom) * y) / height;
    const front = (y: number) => radius(y) * (sides === 8 ? 0.93 : 0.99);
    make.add(box(0.32, 0.48, 0.16), door, { at: [0, 0.24, front(0.24)] });
    make.feature(`with a ${door.name} door`);
    for (const [turn, y] of [
      [Math.PI / 2, 0.5],
      [-Math.PI / 2, 0.5],
      [Math.PI, 0.5],
      [Math.PI / 2, 1],
      [-Math.PI / 2, 1],
      [Math.PI, 1],
      [0, 0.78],
    ]) {
      const side = make.inside({ turn: [0, turn, 0] });
      side.add(box(0.26, 0.26, 0.1), frame, { at: [0, y, front(y)] });
      side.add(box(0.16, 0.16, 0.14), hsl(200, 60, 60), { at: [0, y, front(y)] });
    }
    if (rng.chance(0.45)) {
      const y = height * 0.42;
      make.add(cylinder(radius(y) + 0.26, radius(y) + 0.26, 0.09, 16), wood, { at: [0, y, 0] });
      for (let k = 0; k < 8; k++) {
        const turn = ((k + 0.5) * Math.PI) / 4;
        const r = radius(y) + 0.22;
        make.add(box(0.05, 0.2, 0.05), wood, { at: [Math.sin(turn) * r, y + 0.13, Math.cos(turn) * r] });
      }
      make.feature('with a balcony');
    }
    if (rng.chance(0.3)) {
      make.add(cylinder(bottom * 1.55, bottom * 1.6, 0.12, 20), hsl(105, 50, 36), { at: [0, -0.05, 0] });
      make.feature('on grass');
    }
  },
});
