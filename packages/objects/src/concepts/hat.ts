import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { ball, cone, cylinder, lathe } from '../parts.ts';

export const hat = defineConcept({
  name: 'hat',
  synonyms: ['top hat', 'cowboy hat', 'sun hat', 'bowler hat', 'fedora'],
  category: 'clothing',
  symmetry: null,
  round: true,
  natural: ['black', 'black', 'brown', 'brown', 'beige', 'grey', 'red', 'blue'],
  proportions: ['wide', 'tall'],
  build(make) {
    const { rng } = make;
    const style = rng.pick(['top', 'top', 'cowboy', 'sun', 'bowler', 'pointed'] as const);
    const r = rng.uniform(0.48, 0.56);
    STYLES[style](make, r);
    // The crown's radius just above the brim is r in every style.
    const banded = make.has('band', 0.8);
    if (banded) {
      const band = make.accent();
      const tall = rng.uniform(0.16, 0.24);
      make.add(cylinder(r * 1.03 + 0.02, r * 1.06 + 0.02, tall, 32), band, { at: [0, tall / 2 + 0.04, 0] });
      make.feature(`with a ${band.name} band`);
    }
    const extra = rng.pick(['feather', 'buckle', 'none', 'none'] as const);
    if (extra === 'feather') {
      const plume = make.accent();
      for (const x of [0, 1])
        make.add(ball(1, 14), plume, {
          at: [r * (0.95 + 0.06 * x), 0.42 + 0.1 * x, 0.06 - 0.14 * x],
          turn: [0.35 * x, 0, -0.25 - 0.15 * x],
          stretch: [0.08, 0.42, 0.15],
        });
      make.feature(`with a ${plume.name} feather`);
    } else if (extra === 'buckle' && banded) {
      const metal = make.pick(['golden', 'white']);
      for (const [w, h, ink, out] of [
        [0.34, 0.3, metal, 0.03],
        [0.18, 0.14, make.shade(0.8), 0.06],
      ] as const)
        make.add(cylinder(w / 2, w / 2, 0.08, 4).rotateY(Math.PI / 4), ink, {
          at: [0, 0.16, r * 1.05 + out],
          turn: [Math.PI / 2, 0, 0],
          stretch: [1.4, 1, (1.4 * h) / w],
        });
      make.feature(`with a ${metal.name} buckle`);
    }
  },
});

/** Each builds brim and crown around a head opening of radius `r` and says its words. */
const STYLES = {
  top(make: Maker, r: number) {
    const { rng } = make;
    const tall = rng.uniform(0.75, 1.05);
    make.adjective('tall');
    make.add(
      lathe([
        [0, 0],
        [r * 1.75, 0],
        [r * 1.8, 0.07],
        [r, 0.1],
      ]),
      make.shade(0.85),
    );
    make.add(cylinder(r * rng.uniform(1.02, 1.2), r, tall, 32), make.main, { at: [0, tall / 2, 0] });
  },
  cowboy(make: Maker, r: number) {
    make.adjective('western');
    const wide = 2.1;
    for (const x of [-1, 1])
      make.add(ball(1, 20), make.shade(0.85), {
        at: [x * r * 1.25, 0.14, 0],
        turn: [0, 0, x * 0.42],
        stretch: [r * 1.05, 0.09, r * 1.45],
      });
    make.add(cylinder(r * 1.3, r * 1.3, 0.09, 28), make.shade(0.85), { stretch: [1, 1, wide / 1.5] });
    make.add(cylinder(r * 0.82, r, 0.6, 28), make.main, { at: [0, 0.3, 0] });
    for (const x of [-1, 1])
      make.add(ball(1, 18), make.main, { at: [x * r * 0.36, 0.58, 0], stretch: [r * 0.44, 0.2, r * 0.8] });
  },
  sun(make: Maker, r: number) {
    make.adjective('broad-brimmed');
    make.add(
      lathe([
        [0, 0],
        [r, 0],
        [r * 1.6, -0.05],
        [r * 2.3, -0.2],
        [r * 2.35, -0.13],
        [r * 1.6, 0.04],
        [r, 0.08],
      ]),
      make.shade(0.88),
    );
    make.add(ball(r, 28), make.main, { stretch: [1, 0.95, 1] });
  },
  bowler(make: Maker, r: number) {
    make.adjective('round');
    make.add(
      lathe([
        [0, 0],
        [r * 1.3, 0],
        [r * 1.5, 0.12],
        [r * 1.56, 0.06],
        [r * 1.32, -0.08],
        [0, -0.08],
      ]),
      make.shade(0.85),
    );
    make.add(cylinder(r, r, 0.3, 28), make.main, { at: [0, 0.15, 0] });
    make.add(ball(r, 24), make.main, { at: [0, 0.3, 0], stretch: [1, 0.8, 1] });
  },
  pointed(make: Maker, r: number) {
    make.adjective('pointed');
    const tall = make.rng.uniform(1.2, 1.5);
    make.add(
      lathe([
        [0, 0],
        [r * 1.9, -0.04],
        [r * 1.9, 0.05],
        [r, 0.1],
      ]),
      make.shade(0.85),
    );
    make.add(cone(r * 1.06, tall, 28), make.main, { at: [0, tall / 2, 0] });
  },
};
