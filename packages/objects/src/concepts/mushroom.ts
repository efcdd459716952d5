import { Group } from 'three';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { type ColourName, hsl, randomColour } from '../palette.ts';
import { addGroup, addPart, ball, cylinder, lathe } from '../parts.ts';

const NATURAL: readonly ColourName[] = ['red', 'red', 'red', 'brown', 'orange', 'beige'];
const UNUSUAL: readonly ColourName[] = ['blue', 'purple', 'green', 'pink', 'yellow', 'turquoise', 'black'];

export const mushroom: Concept = {
  name: 'mushroom',
  synonyms: ['toadstool'],
  category: 'plant',
  symmetry: null,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const unusual = rng.chance(0.28);
    const cap = randomColour(rng, unusual ? UNUSUAL : NATURAL);
    const pale = hsl(rng.uniform(36, 48), rng.uniform(15, 40), rng.uniform(84, 92));
    const stemHeight = rng.uniform(0.95, 1.5);
    const stemRadius = rng.uniform(0.27, 0.4);
    if (stemHeight > 1.25) adjectives.push('tall');
    if (stemHeight < 1.05) adjectives.push('short');
    const dome = rng.uniform(0.5, 0.95);
    // Exponent of the cap's profile: 1 is a half ball, more is a pointed cap.
    const point = rng.chance(0.25) ? 1.7 : 1;
    if (point > 1) adjectives.push('pointed');
    const spots = cap.name !== 'beige' && rng.chance(cap.name === 'red' || unusual ? 0.85 : 0.45);
    const ring = rng.chance(0.35);

    const capRadius = (share: number) => Math.cos((share * Math.PI) / 2) ** point;
    const capHeight = (share: number) => dome * Math.sin((share * Math.PI) / 2);
    const addMushroom = (into: Group) => {
      addPart(into, cylinder(stemRadius * 0.85, stemRadius * 1.3, stemHeight), pale, {
        at: [0, stemHeight / 2, 0],
      });
      addPart(into, cylinder(0.97, 0.5, 0.14), pale.clone().multiplyScalar(0.82), {
        at: [0, stemHeight - 0.06, 0],
      });
      const profile = [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.87, 1].map((share): [number, number] => [
        capRadius(share),
        capHeight(share),
      ]);
      addPart(into, lathe([[0.9, -0.06], ...profile]), cap.colour, { at: [0, stemHeight, 0] });
      if (ring) {
        addPart(into, cylinder(stemRadius, stemRadius * 1.75, 0.16), pale, { at: [0, stemHeight * 0.62, 0] });
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
          addPart(into, ball(size * rng.uniform(0.85, 1.2), 12), hsl(40, 20, 95), {
            at: [
              capRadius(share) * 0.97 * Math.cos(angle),
              stemHeight + capHeight(share) * 0.98,
              capRadius(share) * 0.97 * Math.sin(angle),
            ],
          });
        }
      }
    };
    addMushroom(group);
    if (spots) features.push('with white spots');
    if (ring) features.push('with a ring');
    if (rng.chance(0.15)) {
      const size = rng.uniform(0.4, 0.5);
      addMushroom(addGroup(group, { at: [rng.pick([-0.85, 0.85]), 0, 0.35], stretch: [size, size, size] }));
      features.push('with a small one beside it');
    }
    if (rng.chance(0.25)) {
      addPart(group, cylinder(0.75, 0.95, 0.12), hsl(110, 50, 34), { at: [0, 0, 0] });
      features.push('on grass');
    }
    return {
      group: fitToBall(group),
      description: { colour: { name: cap.name, natural: !unusual }, adjectives, features },
    };
  },
};
