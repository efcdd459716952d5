import { defineConcept } from '../concept.ts';
import { hsl, randomColour } from '../palette.ts';
import { box, cone, cylinder } from '../parts.ts';

export const castle = defineConcept({
  name: 'castle',
  synonyms: ['fortress', 'palace', 'fort'],
  category: 'building',
  symmetry: 1,
  natural: ['grey', 'grey', 'beige'],
  usual: ['stone'],
  build(make) {
    const { rng, main } = make;
    const shaded = make.shade(0.82);
    const dark = main.name === 'black' ? hsl(48, 90, 60) : hsl(0, 0, 12);
    const half = rng.uniform(0.7, 0.85);
    const wall = rng.uniform(0.58, 0.78);
    const radius = rng.uniform(0.24, 0.32);
    const tower = wall + rng.uniform(0.25, 0.55);
    if (tower > 1.15) make.adjective('tall');

    for (let i = 0; i < 4; i++) {
      const side = make.inside({ turn: [0, (i * Math.PI) / 2, 0] });
      side.add(box(2 * half, wall, 0.2), shaded, { at: [0, wall / 2, half] });
      for (let k = -1.5; k <= 1.5; k++) {
        side.add(box(0.16, 0.15, 0.2), shaded, { at: [k * 0.28, wall + 0.07, half] });
      }
    }
    make.add(box(2 * half, 0.12, 2 * half), hsl(40, 25, 50), { at: [0, 0.06, 0] });

    const roofs = rng.chance(0.55) ? make.pick(['red', 'blue', 'green', 'purple', 'brown', 'orange']) : null;
    const flags = rng.chance(0.4) ? make.pick(['red', 'yellow', 'blue', 'green']) : null;
    const addTower = (x: number, z: number, r: number, height: number, flag: boolean) => {
      const at = make.inside({ at: [x, 0, z] });
      at.add(cylinder(r, r * 1.08, height), main, { at: [0, height / 2, 0] });
      at.add(cylinder(r * 1.22, r * 1.22, 0.14), main, { at: [0, height, 0] });
      const peak = height + (roofs ? r * 2.3 : 0.2);
      if (roofs) at.add(cone(r * 1.35, r * 2.4), roofs, { at: [0, height + 0.06 + r * 1.2, 0] });
      for (let i = 0; !roofs && i < 6; i++) {
        const merlon = at.inside({ turn: [0, ((i + 0.5) * Math.PI) / 3, 0] });
        merlon.add(box(r * 0.6, 0.18, 0.1), main, { at: [0, height + 0.15, r * 1.13] });
      }
      if (flags && flag) {
        at.add(cylinder(0.035, 0.035, 0.5, 6), hsl(30, 40, 25), { at: [0, peak + 0.2, 0] });
        at.add(box(0.32, 0.2, 0.06), flags, { at: [0.18, peak + 0.36, 0] });
      }
    };
    for (const x of [-1, 1]) {
      for (const z of [-1, 1]) {
        addTower(x * half, z * half, radius, tower, z > 0);
        if (z > 0) {
          make.add(box(0.12, 0.26, 0.1), dark, { at: [x * half, tower * 0.68, half + radius * 1.02] });
        }
      }
    }
    if (rng.chance(0.6)) {
      addTower(0, -half * 0.25, radius * 1.35, tower + rng.uniform(0.3, 0.55), true);
      make.feature('with a tall keep');
    }

    const front = half + 0.1;
    make.add(box(0.84, wall + 0.12, 0.2), main, { at: [0, (wall + 0.12) / 2, front] });
    const gate = randomColour(rng, ['brown', 'brown', 'black', 'red', 'blue']);
    const inset = wall * 0.46;
    make.add(box(0.54, inset, 0.1), gate, { at: [0, inset / 2, front + 0.09] });
    make.add(cylinder(0.27, 0.27, 0.1), gate, {
      at: [0, inset, front + 0.09],
      turn: [Math.PI / 2, 0, 0],
    });
    make.feature(`with a ${gate.name} gate`);
    if (rng.chance(0.3)) {
      make.add(box(0.5, 0.07, 0.45), hsl(25, 50, 30), { at: [0, 0.04, front + 0.3] });
      make.feature('with a drawbridge');
    }
    if (roofs) make.feature(`with ${roofs.name} roofs`);
    if (flags) make.feature(`with ${flags.name} flags`);
  },
});
