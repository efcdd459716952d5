import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cylinder, taper } from '../parts.ts';

export const television = defineConcept({
  name: 'television',
  synonyms: ['tv', 'television set', 'tv set'],
  category: 'household',
  symmetry: 1,
  natural: ['black', 'black', 'grey', 'brown', 'red', 'white'],
  proportions: ['wide'],
  build(make) {
    const { rng, main } = make;
    const dark = make.shade(0.65);
    const shown = make.pick(['blue', 'turquoise', 'green', 'white', 'black']);
    const knob = main.name === 'white' || main.name === 'beige' ? hsl(0, 0, 15) : hsl(45, 30, 88);
    make.feature(`with a ${shown.name} screen`);
    const flat = rng.chance(0.35);
    make.adjective(flat ? 'modern' : 'old');
    const width = flat ? rng.uniform(1.9, 2.2) : rng.uniform(1.3, 1.6);
    const height = flat ? width * 0.6 : rng.uniform(1, 1.15);
    const deep = flat ? 0.2 : 0.5;
    make.add(box(width, height, deep), main, { at: [0, height / 2, 0] });
    const panel = !flat && rng.chance(0.55);
    const margin = flat ? 0.26 : 0.34;
    const screen = panel ? width * 0.66 : width - margin;
    const left = panel ? -width / 2 + 0.15 + screen / 2 : 0;
    make.add(box(screen + 0.1, height - margin + 0.1, 0.08), dark, { at: [left, height / 2, deep / 2] });
    make.add(box(screen, height - margin, 0.08), shown, { at: [left, height / 2, deep / 2 + 0.03] });
    if (rng.chance(0.5)) {
      const glare = shown.name === 'white' ? hsl(200, 50, 75) : hsl(195, 60, 88);
      make.add(box(screen * 0.16, height * 0.62, 0.04), glare, {
        at: [left - screen * 0.2, height / 2, deep / 2 + 0.06],
        turn: [0, 0, -0.45],
      });
      make.feature('with a reflection');
    }

    if (flat) {
      make.add(box(width * 0.5, height * 0.5, 0.16), dark, { at: [0, height / 2, -0.14] });
      make.add(box(0.3, 0.3, 0.14), dark, { at: [0, -0.1, 0] });
      make.add(box(width * 0.5, 0.1, 0.5), dark, { at: [0, -0.24, 0] });
      return;
    }
    // The tube behind narrows towards the back.
    make.add(taper(box(width * 0.9, 0.5, height * 0.88), 0.6, 0.6), dark, {
      at: [0, height / 2, -deep / 2 - 0.24],
      turn: [-Math.PI / 2, 0, 0],
    });
    if (panel) {
      const right = width / 2 - (width - screen - 0.15) / 2;
      for (const y of [0.72, 0.48])
        make.add(cylinder(0.1, 0.1, 0.12, 14), knob, {
          at: [right, height * y, deep / 2 + 0.05],
          turn: [Math.PI / 2, 0, 0],
        });
      make.add(box(0.2, 0.18, 0.06), dark, { at: [right, height * 0.24, deep / 2 + 0.02] });
      make.feature('with two knobs');
    }
    if (make.has('antenna', 0.75)) {
      const metal = main.name === 'black' ? hsl(0, 0, 60) : hsl(0, 0, 20);
      make.add(ball(0.17, 14), metal, { at: [0, height, -0.1], stretch: [1, 0.7, 1] });
      const lean = rng.uniform(0.45, 0.8);
      const long = rng.uniform(0.6, 0.9);
      for (const x of [-1, 1]) {
        const rod = make.inside({ at: [0, height + 0.05, -0.1], turn: [0, 0, -x * lean] });
        rod.add(cylinder(0.045, 0.045, long, 8), metal, { at: [0, long / 2, 0] });
        rod.add(ball(0.085, 10), metal, { at: [0, long, 0] });
      }
      make.feature('with an antenna');
    }
    if (rng.chance(0.5)) {
      const long = rng.uniform(0.3, 0.5);
      for (const x of [-1, 1])
        for (const z of [-1, 1])
          make.add(cylinder(0.08, 0.06, long, 10), dark, {
            at: [x * (width / 2 - 0.12), -long / 2 + 0.04, z * 0.26 - 0.08],
            turn: [-z * 0.2, 0, x * 0.25],
          });
      make.feature('with legs');
    }
  },
});
