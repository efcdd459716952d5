import { defineConcept } from '../concept.ts';
import type { Maker } from '../maker.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder, lathe } from '../parts.ts';

export const mushroom = defineConcept({
  name: 'mushroom',
  synonyms: ['toadstool'],
  category: 'plant',
  symmetry: null,
  round: true,
  natural: ['red', 'red', 'red', 'brown', 'orange', 'beige'],
  build(make) {
    const { rng, main } = make;
    const pale = hsl(rng.uniform(36, 48), rng.uniform(15, 40), rng.uniform(84, 92));
    const stemHeight = rng.uniform(0.95, 1.5);
    const stemRadius = rng.uniform(0.27, 0.4);
    if (stemHeight > 1.25) make.adjective('tall');
    if (stemHeight < 1.05) make.adjective('short');
    const dome = rng.uniform(0.5, 0.95);
    // Exponent of the cap's profile: 1 is a half ball, more is a pointed cap.
    const point = rng.chance(0.25) ? 1.7 : 1;
    if (point > 1) make.adjective('pointed');
    const spots =
      make.plain &&
      main.name !== 'beige' &&
      main.name !== 'white' &&
      rng.chance(main.name === 'red' || !main.natural ? 0.85 : 0.45);
    const ring = rng.chance(0.35);

    const capRadius = (share: number) => Math.cos((share * Math.PI) / 2) ** point;
    const capHeight = (share: number) => dome * Math.sin((share * Math.PI) / 2);
    const addMushroom = (into: Maker) => {
      into.add(cylinder(stemRadius * 0.85, stemRadius * 1.3, stemHeight), pale, {
        at: [0, stemHeight / 2, 0],
      });
      into.add(cylinder(0.97, 0.5, 0.14), pale.clone().multiplyScalar(0.82), {
        at: [0, stemHeight - 0.06, 0],
      });
      const profile = [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.87, 1].map((share): [number, number] => [
        capRadius(share),
        capHeight(share),
      ]);
      into.add(lathe([[0.9, -0.06], ...profile]), main, { at: [0, stemHeight, 0] });
      if (ring) {
        into.add(cylinder(stemRadius, stemRadius * 1.75, 0.16), pale, { at: [0, stemHeight * 0.62, 0] });
      }
      if (!spots) return;
      const size = rng.uniform(0.11, 0.16);
      for (const [share, count] of [
        [0.18, 7],
        [0.55, 4],
        [0.95, 1],
      ]) {
        for (let i = 0; i < count; i++) {
          const angle = ((i + share * 2) * 2 * Math.PI) / count;
          into.add(ball(size * rng.uniform(0.85, 1.2), 12), hsl(40, 20, 95), {
            at: [
              capRadius(share) * 0.97 * Math.cos(angle),
              stemHeight + capHeight(share) * 0.98,
              capRadius(share) * 0.97 * Math.sin(angle),
            ],
          });
        }
      }
    };
    addMushroom(make);
    if (spots) make.feature('with white spots');
    if (ring) make.feature('with a ring');
    if (rng.chance(0.15)) {
      const size = rng.uniform(0.4, 0.5);
      addMushroom(make.inside({ at: [rng.pick([-0.85, 0.85]), 0, 0.35], stretch: [size, size, size] }));
      make.feature('with two stems');
    }
    if (rng.chance(0.25)) {
      make.add(cylinder(0.75, 0.95, 0.12), hsl(110, 50, 34), { at: [0, 0, 0] });
      make.feature('on grass');
    }
  },
});
