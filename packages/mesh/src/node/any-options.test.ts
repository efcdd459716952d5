import { expect, test } from '@jest/globals';
import { Rng, UserError } from '@modeseek/core';
import { encodePng } from '@modeseek/node';
import { COLLIDERS } from '../collision-hull.ts';
import { type ExportedObject, exportScene } from '../export.ts';
import { checkExportOptions, type ExportOptions } from '../export-options.ts';
import { fieldOf, sphere, torus, union } from '../fields.fixture.ts';
import { COMPRESSIONS, MATERIALS, type NamedFile, TEXTURE_FORMATS } from '../formats/format.ts';
import { FORMATS, formatOfFile } from '../formats/index.ts';
import { ORIGINS } from '../place.ts';
import { substanceOf } from '../substance.ts';
import { namedFiles } from './beside.ts';
import { checkMesh } from './check-mesh.ts';
import { encodeTools } from './encode-tools.ts';

/** Of each format; those that are validated have more. */
const CASES = { glb: 12, gltf: 3, other: 2 };

const one = (name: string, field: Parameters<typeof fieldOf>[0]): ExportedObject => ({
  name,
  query: fieldOf(field),
});
const placement = (x: number, turn: number) => ({ scale: 0.5, offset: [x, 0, 0] as const, turn });
const SUBJECTS: readonly (readonly [ExportedObject, ...ExportedObject[]])[] = [
  [one('two balls', union(sphere(0.4, [0, 0.3, 0]), sphere(0.3, [0, -0.4, 0], [0.1, 0.3, 0.9])))],
  [one('a ring', torus(0.6, 0.2))],
  [
    {
      ...one('a ring', torus(0.5, 0.2)),
      usualSize: 0.1,
      placements: [placement(-0.5, 0), placement(0.5, 1)],
    },
    { ...one('a "ball" / é', sphere(0.4)), placements: [placement(0, 2)] },
  ],
];

/** Options drawn at random, such as mean something together. */
function draw(rng: Rng, format: ExportOptions['format']): ExportOptions {
  const any = <T>(...values: readonly T[]): T => values[Math.floor(rng.uniform() * values.length)];
  for (;;) {
    const options: ExportOptions = {
      format,
      resolution: any(20, 24, 30),
      threshold: any<'auto' | number>('auto', 'auto', 10, 40),
      maxTriangles: any(100, 300, 1000, 1e6),
      // Powers of two: of others the validator says, rightly, that they are none.
      textureSize: any(0, 16, 64, 128),
      normalMap: any(false, true),
      minComponentShare: any(0, 0.02),
      smoothing: any(0, 1, 2),
      flatBase: any(false, true),
      material: any(...MATERIALS),
      substance: substanceOf(any('', 'golden', 'steel', 'glass')),
      roughness: any(null, 0, 0.3),
      metalness: any(null, 0, 0.5, 1),
      lod: any<ExportOptions['lod']>(0, 0, 2, [300, 200]),
      collider: any(...COLLIDERS),
      compress: any(...COMPRESSIONS),
      textureFormat: any(...TEXTURE_FORMATS),
      size: any(null, null, 0.06, 1e4),
      scale: any(null, null, 0.01),
      origin: any(...ORIGINS),
    };
    try {
      checkExportOptions(options);
      return options;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
}

/** The files that are opened, not those that they name. */
function opened(files: readonly NamedFile[], format: string): NamedFile[] {
  return files.filter(({ name }) => name.endsWith(`.${format}`));
}

test.each(FORMATS.map(({ name }) => name))(
  '%s: whatever is asked for together is sound and valid',
  async (format) => {
    const rng = new Rng(31);
    const cases = format === 'glb' || format === 'gltf' ? CASES[format] : CASES.other;
    for (let i = 0; i < cases; i++) {
      const options = draw(rng, format);
      const subject = SUBJECTS[options.flatBase ? i % 2 : i % 3];
      const { files } = await exportScene(subject, encodePng, options, undefined, encodeTools);
      for (const { name, bytes } of opened(files, format)) {
        expect(formatOfFile(name)).toBe(format);
        const { report } = await checkMesh(name, bytes, namedFiles(files));
        const { faults, gltf } = report;
        const valid = gltf && { errors: 0, warnings: 0, infos: 0, messages: [] };
        expect({ options, name, faults, gltf }).toEqual({ options, name, faults: [], gltf: valid });
      }
    }
  },
);
