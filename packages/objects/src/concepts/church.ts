import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder, faceted, gable } from '../parts.ts';

export const church = defineConcept({
  name: 'church',
  synonyms: ['chapel', 'cathedral', 'abbey'],
  category: 'building',
  symmetry: 1,
  natural: ['white', 'white', 'white', 'beige', 'grey'],
  usual: ['stone'],
  plurals: ['churches'],
  build(make) {
    const { rng, main } = make;
    const roof = make.pick(['red', 'brown', 'black', 'grey', 'blue', 'green']);
    const width = rng.uniform(0.85, 1.05);
    const length = rng.uniform(1.3, 1.7);
    const wall = rng.uniform(0.62, 0.8);
    const rise = rng.uniform(0.5, 0.65);
    const end = length / 2;
    make.add(box(width, wall, length), main, { at: [0, wall / 2, 0] });
    make.add(gable(width, rise, length), main, { at: [0, wall + rise / 2, 0] });
    const slope = Math.atan2(rise, width / 2);
    const span = Math.hypot(rise, width / 2) + 0.16;
    for (const side of [-1, 1])
      make.add(box(span, 0.1, length + 0.14), roof, {
        at: [(side * (width / 2 + 0.06)) / 2, wall + rise / 2 + 0.02, 0],
        turn: [0, 0, -side * slope],
      });
    make.feature(`with a ${roof.name} roof`);

    const t = rng.uniform(0.5, 0.62);
    const tower = wall + rise + rng.uniform(0.25, 0.5);
    const spire = rng.uniform(0.7, 1.1);
    const twin = rng.chance(0.25);
    if (twin) make.feature('with two steeples');
    else make.feature('with one steeple');
    const z = end + t * 0.2;
    const style = rng.pick(['pointed', 'pointed', 'domed'] as const);
    make.adjective(style);
    const gold = main.name === 'golden' || main.name === 'yellow' ? hsl(0, 0, 12) : hsl(45, 95, 50);
    const dark = main.name === 'black' ? hsl(48, 90, 62) : hsl(220, 25, 16);
    const size = twin ? t * 0.74 : t;
    for (const x of twin ? [-1, 1] : [0]) {
      const at = make.inside({ at: [x * width * 0.46, 0, z] });
      at.add(box(size, tower, size), main, { at: [0, tower / 2, 0] });
      let top = tower;
      if (style === 'pointed') {
        at.add(faceted(cone(size * 0.85, spire, 4).rotateY(Math.PI / 4)), roof, {
          at: [0, tower + spire / 2, 0],
        });
        top += spire;
      } else {
        at.add(cylinder(size * 0.46, size * 0.46, 0.14, 16), main, { at: [0, tower + 0.07, 0] });
        at.add(ball(size * 0.54, 14), roof, { at: [0, tower + 0.22, 0], stretch: [1, 1.1, 1] });
        at.add(cone(size * 0.22, 0.3, 10), roof, { at: [0, tower + 0.2 + size * 0.66, 0] });
        top += 0.3 + size * 0.66;
      }
      at.add(box(0.07, 0.36, 0.07), gold, { at: [0, top + 0.1, 0] });
      at.add(box(0.24, 0.07, 0.07), gold, { at: [0, top + 0.14, 0] });
      for (const turn of [0, Math.PI / 2, Math.PI, -Math.PI / 2])
        at.inside({ turn: [0, turn, 0] }).add(box(size * 0.36, 0.26, 0.08), dark, {
          at: [0, tower - 0.24, size / 2],
        });
    }

    const front = twin ? end : z + t / 2;
    const door = make.pick(['brown', 'brown', 'red', 'blue', 'green']);
    const forward = [Math.PI / 2, 0, 0] as const;
    make.add(box(0.3, 0.34, 0.14), door, { at: [0, 0.17, front] });
    make.add(cylinder(0.15, 0.15, 0.14, 16), door, { at: [0, 0.34, front], turn: forward });
    make.feature(`with a ${door.name} door`);
    const pane = rng.chance(0.5) ? hsl(205, 75, 52) : hsl(48, 95, 60);
    if (rng.chance(0.7)) {
      make.add(cylinder(0.17, 0.17, 0.1, 16), dark, { at: [0, wall + 0.06, front], turn: forward });
      make.add(cylinder(0.12, 0.12, 0.14, 14), pane, { at: [0, wall + 0.06, front], turn: forward });
      make.feature('with a round window');
    }
    for (const k of [-1, 0, 1]) {
      const at = k * length * 0.3 - 0.06;
      make.add(box(width + 0.08, 0.3, 0.17), pane, { at: [0, wall * 0.45, at] });
      make.add(cylinder(0.085, 0.085, width + 0.08, 12), pane, {
        at: [0, wall * 0.45 + 0.15, at],
        turn: [0, 0, Math.PI / 2],
      });
    }
    make.add(cylinder(width * 0.4, width * 0.4, wall * 0.9, 16), main, { at: [0, wall * 0.45, -end] });
    make.add(cone(width * 0.46, rise * 0.6, 16), roof, { at: [0, wall * 0.9 + rise * 0.3, -end] });
    if (rng.chance(0.3)) {
      make.add(box(width + 0.7, 0.1, length + 0.9), hsl(105, 50, 38), { at: [0, -0.05, 0.1] });
      make.feature('on grass');
    }
  },
});
