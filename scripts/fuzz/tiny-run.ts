import { TINY_MODEL } from './sandbox.ts';

const options = (text: string) => text.split(' ');

const TINY = [
  ...['--model', TINY_MODEL],
  ...options('--steps 2 --batch 1 --resolution 4 --ask-resolution 4 --inner-steps 2 --sampler-steps 1'),
  ...options('--field-levels 2 --field-table-size 8 --field-hidden 8 --field-base-resolution 4'),
  ...options('--field-finest-resolution 12 --blob-radius 0.35 --samples-per-diagonal 8'),
  ...options(
    '--occupancy-resolution 2 --preview-resolution 4 --checkpoint-every 1 --preview-every 1 --threads 1',
  ),
  ...options('--turntable-resolution 8 --mesh-resolution 32 --max-triangles 500 --texture-size 64'),
  '--quiet',
];

/** Flags of the shortest run that makes a mesh, in a second or two of computing; without its place. */
export const TINY_RUN = ['--prompt', 'a mug', ...TINY];

/** With it another run comes out, which has a mesh, too. */
export const OTHER_SEED = ['--seed', '2'] as const;

/** The same of two objects. */
export const TINY_SCENE = ['--prompt', 'a mug on a chair', ...TINY];

/** A picture, in as little time. */
const IMAGE = [
  ...['--prompt', 'a mug', '--model', TINY_MODEL],
  ...options(
    '--steps 4 --sampler-steps 1 --inner-steps 2 --preview-every 2 --checkpoint-every 1 --threads 1',
  ),
  '--quiet',
];

/** Commands with them, whose run is `run` and whose mesh is in `made`. */
export const TRAIN_TINY = ['train', ...TINY_RUN, '--out', 'run'];
export const IMAGE_TINY = ['image', ...IMAGE, '--out', 'run'];
export const EXPORT_TINY = ['export', 'run', '--quiet', '--out', 'made/mesh.glb'];
