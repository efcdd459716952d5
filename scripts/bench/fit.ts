import { parseArgs } from 'node:util';
import { startCompute } from '@modeseek/backend';
import { readNumber } from '@modeseek/cli/src/flags.ts';
import { imageAt, Rng, UserError, type View } from '@modeseek/core';
import { mean } from '@modeseek/lab/mean';
import { meshPictures, readTriangles, seenTriangles } from '@modeseek/lab/mesh-pictures';
import { compareSurfaces, sampleVisible } from '@modeseek/lab/surface/compare';
import { exportMesh, weld } from '@modeseek/mesh';
import { createField } from '@modeseek/nerf';
import { encodePng } from '@modeseek/node';
import { flatten, LIBRARY, type Triangles } from '@modeseek/objects';
import { soupShape } from '@modeseek/raster';
import { sampleCameras } from '@modeseek/renderer';
import { FIT_DEFAULTS, fit as fitField, psnr } from '@modeseek/trainer';

const OBJECTS = ['hamburger', 'chair', 'mug', 'car', 'house'];
const SIZE = 64;
const KNOWN_VIEWS = 60;
const HELD_OUT_VIEWS = 10;
const SURFACE_POINTS = 60_000;

/**
 * The NeRF engine alone: fits a field to known views of objects of the library, and measures held-out views.
 * Flags: --objects a,b --steps N --geometry-weight W --seed N --backend NAME. Metrics, means over objects:
 * `psnr`, held-out, in dB; of the field's mesh beside what can be seen of the object itself `chamfer`, by the
 * object's size, and `normalConsistency`; `seconds` of a fit.
 */
export async function run(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      objects: { type: 'string', default: OBJECTS.join(',') },
      steps: { type: 'string', default: String(FIT_DEFAULTS.steps) },
      'geometry-weight': { type: 'string', default: String(FIT_DEFAULTS.geometryWeight) },
      seed: { type: 'string', default: '0' },
      backend: { type: 'string', default: 'auto' },
    },
  });
  const steps = readNumber('steps', values.steps, { type: 'integer', minimum: 1, maximum: 1_000_000 });
  const geometryWeight = readNumber('geometry-weight', values['geometry-weight'], {
    minimum: 0,
    maximum: 1e6,
  });
  const concepts = values.objects.split(',').map((name) => {
    const concept = LIBRARY.find((each) => each.name === name);
    if (concept) return concept;
    throw new UserError(`unknown object ${name}; known: ${LIBRARY.map((c) => c.name).join(', ')}`);
  });
  const compute = await startCompute(values.backend as 'auto');
  const rows = [];
  for (const concept of concepts) {
    const { name } = concept;
    const rng = new Rng(`${values.seed}:${name}`);
    const triangles = flatten(concept.build(rng.fork('object'), { tiny: false }).group);
    const { views, known, heldOut } = photograph(triangles, rng);
    const field = await createField({}, rng.fork('field'), compute.kernels);
    const began = performance.now();
    const renderer = await fitField(field, compute.kernels, views.known, known, rng.fork('fit'), {
      steps,
      geometryWeight,
    });
    const seconds = (performance.now() - began) / 1000;
    const { images } = await renderer.renderPreview(views.heldOut, SIZE, SIZE);
    const errors = Array.from({ length: HELD_OUT_VIEWS }, (_, i) =>
      psnr(imageAt(images, i).data, imageAt(heldOut, i).data),
    );
    const { files } = await exportMesh((points, count) => field.query(points, count), encodePng, {
      textureSize: 0,
    });
    const [made, wanted] = [await readTriangles(files[0].bytes), triangles].map((each) =>
      sampleVisible(weld(soupShape(each.positions)), SURFACE_POINTS, rng.fork('surface')),
    );
    const surface = compareSurfaces(made, wanted);
    rows.push({ object: name, psnr: mean(errors), worst: Math.min(...errors), ...surface, seconds });
    process.stderr.write(
      `${name}: ${mean(errors).toFixed(2)} dB in ${seconds.toFixed(1)} s, Chamfer distance ${surface.chamfer.toFixed(4)}, normals ${surface.normalConsistency.toFixed(3)}\n`,
    );
    await field.dispose();
  }
  await compute.dispose();
  return {
    metrics: {
      psnr: mean(rows.map((r) => r.psnr)),
      chamfer: mean(rows.map((r) => r.chamfer)),
      normalConsistency: mean(rows.map((r) => r.normalConsistency)),
      seconds: mean(rows.map((r) => r.seconds)),
    },
    rows,
  };
}

/**
 * A random object on white, in plain colours, from cameras all around: what is to be known of it, and
 * pictures of other views.
 */
function photograph(triangles: Triangles, rng: Rng) {
  const [known, heldOut] = [KNOWN_VIEWS, HELD_OUT_VIEWS].map((count) =>
    sampleCameras(count, rng.fork('cameras')).map(
      (camera): View => ({ camera, shading: 'albedo', light: [0, 1, 0], background: [1, 1, 1] }),
    ),
  );
  return {
    views: { known, heldOut },
    known: seenTriangles(triangles, known, SIZE),
    heldOut: meshPictures(triangles, heldOut, SIZE),
  };
}
