// Makes pictures to try the example with: an object of the library from all around, as PNGs with alpha and
// transforms.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Camera, cameraPose, Rng } from '@modeseek/core';
import { flatten, LIBRARY, rasterise } from '@modeseek/objects';
import { PNG } from 'pngjs';

const { values } = parseArgs({
  options: {
    object: { type: 'string', default: 'mug' },
    out: { type: 'string', default: 'mug' },
    count: { type: 'string', default: '40' },
    size: { type: 'string', default: '64' },
  },
});
const count = Number(values.count);
const size = Number(values.size);

const concept = LIBRARY.find(({ name }) => name === values.object);
if (!concept) throw new Error(`there is no ${values.object} in the library`);
const triangles = flatten(concept.build(new Rng(1), { typical: true }).group);
const fieldOfView = 0.7;

mkdirSync(join(values.out, 'images'), { recursive: true });
const frames = Array.from({ length: count }, (_, i) => {
  // Along a spiral, from 20 degrees below to 60 degrees above the object.
  const camera: Camera = {
    azimuth: i * 2.4,
    elevation: -0.35 + (1.4 * (i + 0.5)) / count,
    distance: 3.3,
    fieldOfView,
  };
  const { albedo, alpha } = rasterise(triangles, camera, size);
  const png = new PNG({ width: size, height: size });
  for (let pixel = 0; pixel < size * size; pixel++) {
    for (let c = 0; c < 3; c++) {
      png.data[pixel * 4 + c] = (255 * albedo[pixel * 3 + c]) / (alpha[pixel] || 1);
    }
    png.data[pixel * 4 + 3] = 255 * alpha[pixel];
  }
  const file = `images/${String(i).padStart(3, '0')}.png`;
  writeFileSync(join(values.out, file), PNG.sync.write(png));
  return { file_path: `./${file}`, transform_matrix: blenderMatrix(camera) };
});
const transforms = { camera_angle_x: fieldOfView, frames };
writeFileSync(join(values.out, 'transforms.json'), JSON.stringify(transforms, null, 1));
console.log(`${values.out}: ${count} pictures`);

/** Camera to world, where +z is up: its columns are the camera's right, up and back, and its place. */
function blenderMatrix(camera: Camera): number[][] {
  const { right, up, forward, eye } = cameraPose(camera);
  const back = [0, 1, 2].map((axis) => -forward[axis]);
  const row = (axis: number, sign: number) => [right, up, back, eye].map((column) => sign * column[axis]);
  return [row(0, 1), row(2, -1), row(1, 1), [0, 0, 0, 1]];
}
