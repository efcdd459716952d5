import { defineConcept } from '../concept.ts';
import { type ColourName, hsl, shadeOf } from '../palette.ts';
import { ball, box, cone, cylinder, lathe } from '../parts.ts';

export const cupcake = defineConcept({
  name: 'cupcake',
  synonyms: ['muffin', 'fairy cake'],
  category: 'food',
  symmetry: null,
  round: true,
  natural: ['pink', 'white', 'brown', 'turquoise', 'yellow'],
  build(make) {
    const { rng, main } = make;
    const paper = make.accent();
    const height = rng.uniform(0.6, 0.85);
    const wide = 0.78;
    const foot = rng.uniform(0.5, 0.6);
    make.add(cylinder(wide, foot, height, 32), paper, { at: [0, height / 2, 0] });
    // The folds of the paper.
    const fold = paper.colour.clone().multiplyScalar(paper.name === 'black' ? 2.5 : 0.75);
    const folds = 14;
    for (let i = 0; i < folds; i++) {
      const side = make.inside({ turn: [0, (i * 2 * Math.PI) / folds, 0] });
      side.add(box(0.11, height, 0.1), fold, {
        at: [0, height / 2, (wide + foot) / 2 - 0.01],
        turn: [Math.atan2(wide - foot, height), 0, 0],
      });
    }
    make.feature(`with a ${paper.name} wrapper`);

    const style = rng.pick(['swirl', 'swirl', 'dome', 'tall'] as const);
    let top = height;
    if (style === 'dome') {
      make.adjective('round');
      const dome = rng.uniform(0.5, 0.7);
      make.add(
        lathe([
          [0.7, height - 0.05],
          [0.95, height + 0.05],
          [0.92, height + dome * 0.4],
          [0.65, height + dome * 0.8],
          [0, height + dome],
        ]),
        main,
      );
      top += dome;
    } else {
      make.feature('with swirled frosting');
      if (style === 'tall') make.adjective('tall');
      const turns = style === 'tall' ? 4 : 3;
      const shade = make.shade(0.88);
      for (let i = 0; i < turns; i++) {
        const r = 0.92 * (1 - i / (turns + 0.6));
        make.add(
          lathe([
            [r * 0.7, top - 0.06],
            [r, top + 0.06],
            [r * 0.98, top + 0.18],
            [r * 0.7, top + 0.32],
            [0, top + 0.36],
          ]),
          i % 2 ? shade : main,
          { turn: [0.06, i * 2, 0.06] },
        );
        top += 0.27;
      }
      make.add(cone(0.22, 0.3, 16), turns % 2 ? shade : main, { at: [0, top + 0.12, 0] });
      top += 0.18;
    }
    if (rng.chance(0.4)) {
      const names: ColourName[] = ['red', 'yellow', 'green', 'blue', 'white', 'orange'];
      const sprinkles = names.filter((name) => name !== main.name);
      for (let i = 0; i < 20; i++) {
        const t = (i + 0.5) / 20;
        const r = style === 'dome' ? 0.97 * Math.cos(1.35 * t) : 0.96 * (1 - t) + 0.14;
        const angle = i * 2.4;
        make.add(cylinder(0.045, 0.045, 0.18, 6), shadeOf(rng.pick(sprinkles), rng), {
          at: [r * Math.sin(angle), height + 0.14 + (top - height - 0.16) * t, r * Math.cos(angle)],
          turn: [rng.uniform(0, 3), 0, rng.uniform(0, 3)],
        });
      }
      make.feature('with sprinkles');
    }
    const topping = rng.uniform();
    if (topping < 0.4) {
      make.add(ball(0.19, 16), hsl(354, 90, 40), { at: [0, top + 0.12, 0] });
      make.feature('with a cherry');
    } else if (topping < 0.55) {
      for (let i = 0; i < 5; i++) {
        const angle = (i * 2 * Math.PI) / 5;
        make.add(ball(0.12, 10), hsl(235, 60, 30), {
          at: [0.2 * Math.sin(angle), top + 0.02, 0.2 * Math.cos(angle)],
        });
      }
      make.feature('with blueberries');
    } else if (topping < 0.7) {
      make.add(cylinder(0.3, 0.3, 0.12, 20), hsl(24, 55, 25), {
        at: [0.3, top + 0.02, 0],
        turn: [Math.PI / 2, 0, 0.3],
      });
      make.feature('with a biscuit');
    }
  },
});
