import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, lathe, ring } from '../parts.ts';

export const strawberry = defineConcept({
  name: 'strawberry',
  synonyms: [],
  category: 'food',
  symmetry: null,
  round: true,
  natural: ['red'],
  patterns: ['striped'],
  build(make) {
    const { rng, main } = make;
    const length = rng.uniform(0.95, 1.4);
    if (length > 1.28) make.adjective('pointed');
    if (length < 1.08) make.adjective('round');
    const SKIN = [
      [0, 0.34],
      [0.4, 0.37],
      [0.68, 0.26],
      [0.8, 0.04],
      [0.78, -0.2],
      [0.62, -0.55],
      [0.4, -0.84],
      [0.18, -1],
      [0, -1.04],
    ] as const;
    const at = ([r, y]: readonly [number, number], out = 0) =>
      [r + (r > 0 ? out : 0), y > 0 ? y : y * length] as const;
    const dipped = rng.chance(0.2);
    make.add(lathe(SKIN.map((p) => at(p)).reverse()), main);
    if (dipped) {
      const name = main.name === 'brown' || rng.chance(0.3) ? 'white' : 'dark';
      make.add(
        lathe(SKIN.slice(4).map((p) => at(p, 0.045))),
        name === 'white' ? hsl(42, 60, 93) : hsl(20, 60, 16),
      );
      make.add(ball(0.16, 12), name === 'white' ? hsl(42, 60, 93) : hsl(20, 60, 16), {
        at: [0, -length, 0],
      });
      make.feature(`with ${name} chocolate`);
    }
    const seed = main.name === 'yellow' || main.name === 'white' ? hsl(25, 60, 28) : hsl(50, 90, 72);
    const profile = SKIN.slice(3, dipped ? 5 : 8);
    profile.forEach(([r, y], row) => {
      const next = profile[Math.min(row + 1, profile.length - 1)];
      const previous = profile[Math.max(row - 1, 0)];
      const slope = Math.atan2(previous[0] - next[0], (previous[1] - next[1]) * length);
      const count = Math.max(3, Math.round(r * 11));
      for (let i = 0; i < count; i++) {
        const spot = make.inside({ turn: [0, ((i + (row % 2) / 2) * 2 * Math.PI) / count, 0] });
        spot.add(ball(0.07, 5), seed, {
          at: [0, y > 0 ? y : y * length, r],
          turn: [slope, 0, 0],
          stretch: [0.75, 1.3, 0.7],
        });
      }
    });
    const green = main.name === 'green' ? hsl(85, 75, 24) : hsl(rng.uniform(105, 125), 60, 33);
    if (make.has('leaves', 0.9)) {
      const count = rng.pick([5, 6, 7]);
      const raised = rng.chance(0.3);
      if (raised) make.feature('with raised leaves');
      for (let i = 0; i < count; i++) {
        const leaf = make.inside({ at: [0, 0.36, 0], turn: [0, (i * 2 * Math.PI) / count, 0] });
        leaf.add(ball(0.36, 8), green, {
          at: [0, raised ? 0.16 : -0.01, 0.36],
          turn: [raised ? -0.5 : 0.35, 0, 0],
          stretch: [0.55, 0.22, 1.1],
        });
      }
      if (rng.chance(0.6)) {
        const lean = rng.uniform(-0.3, 0.3);
        make.add(cylinder(0.075, 0.085, 0.5, 8), green, {
          at: [-Math.sin(lean) * 0.22, 0.56, 0],
          turn: [0, 0, lean],
        });
        make.feature('with a stem');
      }
    }
    if (rng.chance(0.2)) {
      for (const [r, y] of [
        [0.62, -0.9],
        [0.42, -0.7],
      ])
        make.add(ring(r, 0.2), hsl(40, 30, 96), {
          at: [0, y * length, 0],
        });
      make.add(cylinder(0.5, 0.7, 0.3), hsl(40, 30, 96), { at: [0, -length, 0] });
      make.feature('with cream');
    }
  },
});
