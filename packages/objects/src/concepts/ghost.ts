import type { BufferGeometry } from 'three';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, lathe } from '../parts.ts';
import { limb, rod } from '../rod.ts';

export const ghost = defineConcept({
  name: 'ghost',
  synonyms: ['spirit', 'phantom', 'spook'],
  category: 'figure',
  symmetry: 1,
  natural: ['white'],
  build(make) {
    const { rng, main } = make;
    const dark = main.name === 'black' ? hsl(50, 95, 62) : hsl(240, 20, 8);
    const waist = rng.uniform(0.5, 0.62);
    const hem = rng.uniform(0.62, 0.82);
    const sheet = lathe([
      [0.03, 0.1],
      [hem * 0.96, 0.02],
      [hem, 0],
      [(hem + waist) / 2, 0.4],
      [waist, 0.85],
      [waist * 0.98, 1.2],
      [waist * 0.88, 1.46],
      [waist * 0.62, 1.66],
      [waist * 0.3, 1.76],
      [0, 1.79],
    ]);
    const waves = rng.pick([5, 6, 7, 8]);
    const floating = rng.chance(0.4);
    if (floating) make.adjective('floating');
    wave(sheet, waves, floating ? rng.uniform(0.3, 0.45) : 0);
    make.add(sheet, main);

    const y = 1.3;
    const face = waist * 0.86;
    const eye = rng.uniform(0.1, 0.14);
    for (const x of [-1, 1])
      make.add(ball(eye, 14), dark, { at: [x * waist * 0.4, y, face], stretch: [0.85, 1.35, 0.8] });
    const mood = rng.pick(['scared', 'scared', 'smiling', 'none'] as const);
    if (mood === 'scared') {
      make.add(ball(0.13, 14), dark, { at: [0, y - 0.36, face + 0.06], stretch: [0.9, 1.35, 0.7] });
      make.feature('with an open mouth');
    } else if (mood === 'smiling') {
      const points = [-2, -1, 0, 1, 2].map(
        (k) => [k * 0.1, y - 0.36 + 0.028 * k * k, face + 0.1 - 0.02 * k * k] as const,
      );
      for (let k = 1; k < points.length; k++) make.add(rod(points[k - 1], points[k], 0.042, 8), dark);
      make.adjective('smiling');
    }
    if (rng.chance(0.3)) {
      for (const x of [-1, 1])
        make.add(ball(0.1, 10), hsl(345, 85, 76), {
          at: [x * waist * 0.66, y - 0.22, face * 0.78],
          stretch: [1, 0.7, 0.6],
        });
      make.feature('with pink cheeks');
    }
    if (make.has('arms', 0.75)) {
      const up = rng.chance(0.5);
      for (const x of [-1, 1])
        make.add(limb([x * waist * 0.85, 0.95, 0.06], [x * (waist + 0.3), up ? 1.3 : 0.8, 0.3], 0.15), main);
      make.feature(up ? 'with raised arms' : 'with arms');
    }
    make.head([0, 1.36, 0], waist * 0.86, { at: [0, 1.0, 0], radius: waist });
  },
});

/** Lays the sheet in folds, deepest at the hem, whose edge goes up and down; `drift` blows the hem back. */
function wave(sheet: BufferGeometry, waves: number, drift: number): void {
  const { position } = sheet.attributes;
  for (let i = 0; i < position.count; i++) {
    const [x, y, z] = [position.getX(i), position.getY(i), position.getZ(i)];
    const low = Math.max(0, 1 - y / 1.1);
    const fold = Math.cos(waves * Math.atan2(x, z)) * low;
    const out = 1 + 0.13 * fold;
    position.setXYZ(i, x * out, y - 0.14 * fold, z * out - drift * low * low);
  }
  sheet.computeVertexNormals();
}
