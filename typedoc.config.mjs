/** Pages of every package's exports, by `yarn docs`. The packages stand in the order in which data flows. */
const PACKAGES = [
  'core',
  'node',
  'backend',
  'nerf',
  'renderer',
  'guidance',
  'graph',
  'priors',
  'hub',
  'embedded-prior',
  'scene',
  'trainer',
  'picture',
  'raster',
  'mesh',
  'objects',
  'viewer',
];

export default {
  name: 'Modeseek',
  entryPointStrategy: 'packages',
  entryPoints: PACKAGES.map((name) => `packages/${name}`),
  out: '.cache/docs',
  sort: ['kind', 'alphabetical'],
  packageOptions: { excludePrivate: true },
};
