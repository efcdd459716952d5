import { Group } from 'three';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { type ColourName, hsl, randomColour } from '../palette.ts';
import { addGroup, addPart, box, cone, cylinder } from '../parts.ts';

const UNUSUAL: readonly ColourName[] = ['white', 'pink', 'black', 'blue', 'red', 'purple', 'golden', 'green'];

export const castle: Concept = {
  name: 'castle',
  synonyms: ['fortress'],
  category: 'building',
  symmetry: 1,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const unusual = rng.chance(0.32);
    const stone = randomColour(rng, unusual ? UNUSUAL : ['grey', 'grey', 'beige']);
    const shaded = stone.colour.clone().multiplyScalar(stone.name === 'black' ? 2 : 0.82);
    const dark = stone.name === 'black' ? hsl(48, 90, 60) : hsl(0, 0, 12);
    const half = rng.uniform(0.7, 0.85);
    const wall = rng.uniform(0.58, 0.78);
    const radius = rng.uniform(0.24, 0.32);
    const tower = wall + rng.uniform(0.25, 0.55);
    if (tower > 1.15) adjectives.push('tall');

    for (let i = 0; i < 4; i++) {
      const side = addGroup(group, { turn: [0, (i * Math.PI) / 2, 0] });
      addPart(side, box(2 * half, wall, 0.2), shaded, { at: [0, wall / 2, half] });
      for (let k = -1.5; k <= 1.5; k++) {
        addPart(side, box(0.16, 0.15, 0.2), shaded, { at: [k * 0.28, wall + 0.07, half] });
      }
    }
    addPart(group, box(2 * half, 0.12, 2 * half), hsl(40, 25, 50), { at: [0, 0.06, 0] });

    const roofs = rng.chance(0.55)
      ? randomColour(
          rng,
          (['red', 'blue', 'green', 'purple', 'brown', 'orange'] as const).filter(
            (name) => name !== stone.name,
          ),
        )
      : null;
    const flags = rng.chance(0.4) ? randomColour(rng, ['red', 'yellow', 'blue', 'green']) : null;
    const addTower = (x: number, z: number, r: number, height: number, flag: boolean) => {
      const at = addGroup(group, { at: [x, 0, z] });
      addPart(at, cylinder(r, r * 1.08, height), stone.colour, { at: [0, height / 2, 0] });
      addPart(at, cylinder(r * 1.22, r * 1.22, 0.14), stone.colour, { at: [0, height, 0] });
      const peak = height + (roofs ? r * 2.3 : 0.2);
      if (roofs) addPart(at, cone(r * 1.35, r * 2.4), roofs.colour, { at: [0, height + 0.06 + r * 1.2, 0] });
      for (let i = 0; !roofs && i < 6; i++) {
        const merlon = addGroup(at, { turn: [0, ((i + 0.5) * Math.PI) / 3, 0] });
        addPart(merlon, box(r * 0.6, 0.18, 0.1), stone.colour, { at: [0, height + 0.15, r * 1.13] });
      }
      if (flags && flag) {
        addPart(at, cylinder(0.035, 0.035, 0.5, 6), hsl(30, 40, 25), { at: [0, peak + 0.2, 0] });
        addPart(at, box(0.32, 0.2, 0.06), flags.colour, { at: [0.18, peak + 0.36, 0] });
      }
    };
    for (const x of [-1, 1]) {
      for (const z of [-1, 1]) {
        addTower(x * half, z * half, radius, tower, z > 0);
        if (z > 0) {
          addPart(group, box(0.12, 0.26, 0.1), dark, { at: [x * half, tower * 0.68, half + radius * 1.02] });
        }
      }
    }
    if (rng.chance(0.6)) {
      addTower(0, -half * 0.25, radius * 1.35, tower + rng.uniform(0.3, 0.55), true);
      features.push('with a tall keep');
    }

    const front = half + 0.1;
    addPart(group, box(0.84, wall + 0.12, 0.2), stone.colour, { at: [0, (wall + 0.12) / 2, front] });
    const gate = randomColour(rng, ['brown', 'brown', 'black', 'red', 'blue']);
    const inset = wall * 0.46;
    addPart(group, box(0.54, inset, 0.1), gate.colour, { at: [0, inset / 2, front + 0.09] });
    addPart(group, cylinder(0.27, 0.27, 0.1), gate.colour, {
      at: [0, inset, front + 0.09],
      turn: [Math.PI / 2, 0, 0],
    });
    features.push(`with a ${gate.name} gate`);
    if (rng.chance(0.3)) {
      addPart(group, box(0.5, 0.07, 0.45), hsl(25, 50, 30), { at: [0, 0.04, front + 0.3] });
      features.push('with a drawbridge');
    }
    if (roofs) features.push(`with ${roofs.name} roofs`);
    if (flags) features.push(`with ${flags.name} flags`);
    return {
      group: fitToBall(group),
      description: { colour: { name: stone.name, natural: !unusual }, adjectives, features },
    };
  },
};
