import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { box, cylinder, sideProfile } from '../parts.ts';

export const book = defineConcept({
  name: 'book',
  synonyms: ['novel', 'textbook', 'dictionary'],
  category: 'household',
  symmetry: 1,
  natural: ['red', 'blue', 'green', 'brown', 'brown', 'purple', 'orange', 'yellow', 'black', 'turquoise'],
  proportions: ['tall', 'wide'],
  build(make) {
    const { rng } = make;
    const style = rng.pick(['standing', 'standing', 'lying', 'open'] as const);
    make.adjective(style);
    if (style === 'open') open(make);
    // Lying down, it still shows its front cover and, to the front, its pages.
    else closed(style === 'standing' ? make : make.inside({ turn: [-1.2, 0, 0] }));
  },
});

const paperFor = ({ main }: Maker) =>
  main.name === 'white' || main.name === 'beige' ? hsl(38, 65, 62) : hsl(44, 45, 92);

/** Upright, its front cover towards +z and its spine towards -x. */
function closed(make: Maker): void {
  const { rng, main } = make;
  const width = rng.uniform(0.95, 1.2);
  const height = rng.uniform(1.35, 1.6);
  const thick = rng.uniform(0.26, 0.5);
  if (thick > 0.42) make.adjective('thick');
  const paper = paperFor(make);
  make.add(box(width - 0.1, height - 0.14, thick - 0.02), paper);
  for (const z of [-1, 1]) make.add(box(width, height, 0.09), main, { at: [0, 0, (z * thick) / 2] });
  const spine = [-width / 2, 0, 0] as const;
  const rounded = rng.chance(0.5);
  if (rounded)
    make.add(cylinder(0.5, 0.5, height, 20), main, { at: spine, stretch: [0.26, 1, thick + 0.09] });
  else make.add(box(0.1, height, thick + 0.09), main, { at: spine });

  const print = make.accent();
  const front = thick / 2 + 0.05;
  const cover = rng.pick(['title', 'label', 'frame', 'emblem'] as const);
  if (cover === 'title')
    for (const [y, long] of [
      [0.27, 0.7],
      [0.13, 0.5],
    ])
      make.add(box(width * long, 0.12, 0.05), print, { at: [0.03, height * y, front] });
  else if (cover === 'label')
    make.add(box(width * 0.6, height * 0.26, 0.05), print, { at: [0.03, height * 0.2, front] });
  else if (cover === 'emblem')
    make.add(cylinder(0.3, 0.3, 0.06, 20), print, { at: [0.03, 0.05, front], turn: [Math.PI / 2, 0, 0] });
  else
    for (const side of [-1, 1]) {
      make.add(box(0.09, height * 0.82, 0.05), print, { at: [side * width * 0.36 + 0.03, 0, front] });
      make.add(box(width * 0.8, 0.09, 0.05), print, { at: [0.03, side * height * 0.38, front] });
    }
  make.feature(`with a ${print.name} ${cover}`);
  if (rng.chance(0.5)) {
    for (const y of [-0.32, 0.32])
      make.add(box(rounded ? 0.3 : 0.14, 0.12, thick + 0.13), print, {
        at: [-width / 2 + (rounded ? 0.01 : 0), y * height, 0],
      });
    make.feature('with a banded spine');
  }
  if (rng.chance(0.3)) {
    const ribbon = make.accent();
    make.add(box(0.14, 0.34, 0.06), ribbon, { at: [width * 0.2, -height / 2 - 0.06, 0] });
    make.add(box(0.14, 0.2, 0.06), ribbon, { at: [width * 0.2, height / 2 - 0.02, 0] });
    make.feature(`with a ${ribbon.name} bookmark`);
  }
}

/** Propped up like a V, its pages towards +z. */
function open(make: Maker): void {
  const { rng, main } = make;
  const width = rng.uniform(0.95, 1.1);
  const height = rng.uniform(1.25, 1.45);
  const spread = rng.uniform(0.25, 0.45);
  const thick = rng.uniform(0.14, 0.22);
  const paper = paperFor(make);
  const ink = main.name === 'grey' ? hsl(0, 0, 15) : hsl(0, 0, 40);
  const whole = make.inside({ turn: [rng.uniform(-0.6, -0.2), 0, 0] });
  const lines = rng.pick(['lines', 'picture'] as const);
  const picture = make.accent();
  for (const side of [-1, 1]) {
    const half = whole.inside({ turn: [0, -side * spread, 0] });
    half.add(box(width, height, 0.1), main, { at: [(side * width) / 2, 0, 0] });
    half.add(box(width - 0.1, height - 0.14, thick), paper, {
      at: [side * (width / 2 - 0.05), 0, thick / 2 + 0.05],
    });
    const top = thick + 0.06;
    if (lines === 'picture' && side === 1)
      half.add(box(width * 0.62, height * 0.5, 0.04), picture, { at: [side * width * 0.47, 0.08, top] });
    else
      for (const y of [0.28, 0.14, 0, -0.14, -0.28])
        half.add(box(width * 0.66, 0.08, 0.04), ink, { at: [side * width * 0.47, y * height, top] });
  }
  make.feature(lines === 'lines' ? 'with text' : `with a ${picture.name} picture`);
  whole.add(box(0.2, height, 0.12), make.shade(0.7), { at: [0, 0, -0.02] });
  if (rng.chance(0.35)) {
    const ribbon = make.accent();
    whole.add(
      sideProfile(
        [
          [0.1, -height / 2 - 0.3],
          [0.2, -height / 2 - 0.3],
          [0.3, height / 2],
          [0.2, height / 2],
        ],
        0.14,
      ),
      ribbon,
    );
    make.feature(`with a ${ribbon.name} bookmark`);
  }
}
