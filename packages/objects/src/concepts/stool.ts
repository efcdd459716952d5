import { defineConcept } from '../concept.ts';
import { box, cylinder, ring } from '../parts.ts';

export const stool = defineConcept({
  name: 'stool',
  synonyms: ['bar stool', 'footstool'],
  category: 'furniture',
  natural: ['brown', 'brown', 'red', 'white', 'blue', 'black'],
  symmetry: null,
  proportions: ['tall', 'short'],
  round: true,
  usual: ['wooden'],
  carries: true,
  build(make) {
    const { rng, main } = make;
    const dark = make.shade(0.7);
    const square = rng.chance(0.3);
    const legs = square ? 4 : rng.pick([1, 3, 3, 4]);
    const height = legs === 1 ? rng.uniform(1.1, 1.5) : rng.uniform(0.75, 1.5);
    if (height > 1.3) make.adjective('tall');
    if (height < 0.88) make.adjective('low');
    make.adjective(square ? 'square' : 'round');
    const r = 0.5;
    const plate = (radius: number, thick: number) =>
      square ? box(radius * 1.8, thick, radius * 1.8) : cylinder(radius, radius * 0.94, thick, 28);
    make.add(plate(r, 0.16), main, { at: [0, height, 0] });

    if (legs === 1) {
      make.add(cylinder(0.09, 0.09, height, 14), dark, { at: [0, height / 2, 0] });
      make.add(cylinder(0.12, 0.46, 0.14, 28), dark, { at: [0, 0.07, 0] });
      if (rng.chance(0.6)) {
        make.add(ring(0.3, 0.055), dark, { at: [0, height * 0.4, 0] });
        make.add(box(0.56, 0.09, 0.09), dark, { at: [0, height * 0.4, 0] });
        make.feature('with a footrest');
      }
      make.feature('with one leg');
    } else {
      make.feature(`with ${legs === 3 ? 'three' : 'four'} legs`);
      const splay = rng.uniform(0.05, 0.2);
      const thick = rng.uniform(0.065, 0.09);
      const bars = make.has('crossbars', 0.75);
      const level = height * rng.uniform(0.3, 0.5);
      const inset = square ? 0.5 : 0.34;
      for (let i = 0; i < legs; i++) {
        // Corners of a square seat lie on its diagonals.
        const side = make.inside({ turn: [0, (2 * Math.PI * (i + (square ? 0.5 : 0))) / legs, 0] });
        side.add(cylinder(thick, thick * 0.8, height * 1.02, 10), dark, {
          at: [0, height / 2, inset + splay / 2],
          turn: [-Math.atan2(splay, height), 0, 0],
        });
        if (bars) {
          const reach = inset + splay * (1 - level / height);
          const chord = 2 * reach * Math.sin(Math.PI / legs);
          make
            .inside({ turn: [0, (2 * Math.PI * (i + (square ? 1 : 0.5))) / legs, 0] })
            .add(box(chord, 0.09, 0.09), dark, { at: [0, level, reach * Math.cos(Math.PI / legs)] });
        }
      }
    }
    const soft = rng.chance(0.4);
    if (soft) {
      const cushion = make.accent();
      make.add(plate(r * 0.94, 0.16), cushion, { at: [0, height + 0.14, 0] });
      make.feature(`with a ${cushion.name} cushion`);
    }
    make.top(height + (soft ? 0.22 : 0.08), 0.44);
  },
});
