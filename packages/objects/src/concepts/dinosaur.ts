import { addEyes, addLegs, addSpot } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { ball, box, cone, cylinder } from '../parts.ts';

type Point = readonly [number, number, number];

/** Balls along a line, their radius and place blended from one end to the other: tails and necks. */
function addBeads(
  make: Maker,
  from: Point,
  to: Point,
  [thick, thin]: readonly [number, number],
  bow: number,
): void {
  const count = 6;
  for (let i = 0; i < count; i++) {
    const t = i / (count - 1);
    const [x, y, z] = from.map((start, k) => start + (to[k] - start) * t);
    make.add(ball(thick + (thin - thick) * t, 9), make.main, { at: [x, y - bow * 4 * t * (1 - t), z] });
  }
}

export const dinosaur = defineConcept({
  name: 'dinosaur',
  synonyms: ['dino', 't-rex', 'tyrannosaurus', 'brontosaurus', 'stegosaurus', 'triceratops'],
  category: 'animal',
  symmetry: 1,
  natural: ['green', 'green', 'green', 'brown', 'orange', 'grey'],
  build(make) {
    const { rng, main } = make;
    const kind = rng.pick(['upright', 'long-necked', 'horned'] as const);
    make.adjective(kind);
    const pale = main.name === 'yellow' || main.name === 'beige' ? hsl(28, 60, 60) : hsl(52, 60, 76);
    const belly = rng.chance(0.5);
    if (belly) make.feature('with a light belly');
    const claws = hsl(45, 30, main.name === 'white' ? 30 : 92);
    const upright = kind === 'upright';
    const body = upright
      ? make.inside({ at: [0, 0.86, -0.05], turn: [0.75, 0, 0], stretch: [0.38, 0.4, 0.56] })
      : make.inside({ at: [0, 0.66, -0.1], stretch: [0.42, 0.42, 0.62] });
    body.add(ball(1, 18), main);
    if (belly)
      body.add(ball(1, 14), pale, {
        at: [0, upright ? -0.02 : -0.2, upright ? 0.18 : 0.02],
        stretch: [0.75, upright ? 1.02 : 0.88, 0.84],
      });
    if (make.plain && rng.chance(0.35)) {
      const spot = make.accent();
      for (const x of [-1, 1])
        for (const [up, z, angle] of [
          [0.5, 0.4, 0.26],
          [0.2, -0.1, 0.32],
          [0.7, -0.6, 0.26],
        ])
          addSpot(body, [x, up, z], angle, spot);
      make.feature(`with ${spot.name} spots`);
    }
    if (upright) {
      for (const x of [-1, 1]) {
        make.add(ball(1, 14), main, { at: [x * 0.32, 0.56, -0.12], stretch: [0.2, 0.32, 0.29] });
        make.add(cylinder(0.13, 0.13, 0.4, 10), main, { at: [x * 0.34, 0.24, -0.08] });
        make.add(ball(0.17, 10), main, { at: [x * 0.34, 0.09, 0.04], stretch: [1, 0.6, 1.6] });
        for (const toe of [-0.09, 0.09])
          make.add(cone(0.06, 0.16, 6), claws, {
            at: [x * 0.34 + toe, 0.07, 0.34],
            turn: [Math.PI / 2, 0, 0],
          });
        make.add(cylinder(0.08, 0.07, 0.34, 10), main, { at: [x * 0.3, 0.96, 0.36], turn: [1.1, 0, 0] });
        make.add(ball(0.09, 8), claws, { at: [x * 0.3, 0.88, 0.53] });
      }
    } else
      addLegs(make, main, {
        x: 0.27,
        front: 0.26,
        back: -0.42,
        height: 0.6,
        radius: 0.145,
        feet: rng.chance(0.5) ? claws : make.shade(0.7),
      });
    const tip: Point = [0, upright ? 0.3 : 0.42, -1.3];
    addBeads(make, [0, upright ? 0.62 : 0.66, -0.42], tip, [0.3, 0.07], upright ? 0.05 : 0.03);
    const size = kind === 'long-necked' ? 0.26 : kind === 'horned' ? 0.4 : 0.38;
    const at: Point =
      kind === 'long-necked' ? [0, 1.62, 0.78] : kind === 'horned' ? [0, 0.86, 0.66] : [0, 1.5, 0.24];
    if (kind !== 'horned')
      addBeads(
        make,
        [0, upright ? 1.05 : 0.82, upright ? 0.06 : 0.32],
        at,
        upright ? [0.3, 0.26] : [0.25, 0.15],
        0,
      );
    const head = make.inside({ at, stretch: [size, size, size] });
    head.add(ball(1, 14), main);
    head.add(ball(1, 14), main, { at: [0, -0.12, 0.85], stretch: [0.78, upright ? 0.62 : 0.58, 0.72] });
    addEyes(head, [0.5, 0.5, 0.72], 0.24, { outwards: 0.4 });
    for (const x of [-1, 1])
      head.add(ball(0.09, 8), hsl(0, 0, main.name === 'black' ? 60 : 8), { at: [x * 0.28, 0.16, 1.42] });
    if (upright && make.has('teeth', 0.85)) {
      head.add(ball(1, 12), make.shade(0.8), { at: [0, -0.52, 0.68], stretch: [0.68, 0.3, 0.7] });
      for (const x of [-0.5, -0.25, 0, 0.25, 0.5])
        head.add(cone(0.12, 0.3, 6), hsl(0, 0, 98), {
          at: [x, -0.5, 1.54 - x * x * 1.2],
          turn: [Math.PI, 0, 0],
        });
    }
    if (kind === 'horned') {
      const frill = rng.chance(0.5) ? make.accent() : undefined;
      head.add(cylinder(1.35, 1.25, 0.24, 20), frill ?? make.shade(0.75), {
        at: [0, 0.4, -0.45],
        turn: [Math.PI / 2 - 0.35, 0, 0],
      });
      make.feature(frill ? `with a ${frill.name} frill` : 'with a frill');
      for (const x of [-1, 1])
        head.add(cone(0.24, 1.5, 10), claws, { at: [x * 0.5, 1.1, 0.85], turn: [0.75, 0, -x * 0.15] });
      head.add(cone(0.24, 0.8, 10), claws, { at: [0, 0.55, 1.25], turn: [0.5, 0, 0] });
    }
    const back = rng.pick(['plates', 'spikes', 'none', 'none'] as const);
    if (back !== 'none') {
      const ridge = rng.chance(0.6) ? make.accent() : undefined;
      make.feature(ridge ? `with ${ridge.name} ${back}` : `with ${back}`);
      const line: readonly Point[] = upright
        ? [
            [0, 1.36, -0.2],
            [0, 1.08, -0.42],
            [0, 0.84, -0.64],
            [0, 0.6, -0.9],
            [0, 0.46, -1.1],
          ]
        : [
            [0, 1.12, 0.15],
            [0, 1.16, -0.12],
            [0, 1.08, -0.4],
            [0, 0.88, -0.72],
            [0, 0.66, -1],
          ];
      line.forEach(([x, y, z], i) => {
        const big = [0.2, 0.24, 0.22, 0.16, 0.11][i];
        const turn: Point = [upright ? -0.8 : -0.15 - i * 0.12, 0, 0];
        if (back === 'plates')
          make.add(box(0.09, big * 1.7, big * 1.7), ridge ?? make.shade(0.6), {
            at: [x, y, z],
            turn: [turn[0] + Math.PI / 4, 0, 0],
          });
        else make.add(cone(big * 0.6, big * 2, 8), ridge ?? make.shade(0.6), { at: [x, y, z], turn });
      });
    }
    head.head(
      [0, 0.1, 0],
      1,
      upright
        ? { at: [0, -0.9, -0.15], radius: 0.8 }
        : { at: [0, -0.9, -0.4], radius: kind === 'horned' ? 1 : 0.72 },
    );
  },
});
