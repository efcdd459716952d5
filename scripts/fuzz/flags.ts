import type { Rng } from '@modeseek/core';
import { pictureSchema } from '@modeseek/picture';
import { configSchema } from '@modeseek/trainer';
import { nastyText } from './mutate.ts';

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Of commands that make runs, beside the options of their configurations. */
const OF_RUNS = ['--out', '--config', '--resume', '--overwrite', '--dry-run'];
const OF_ALL = ['--quiet', '--json', '--help', '--version'];
const optionsOf = (schema: { shape: object }) => Object.keys(schema.shape).map((name) => `--${kebab(name)}`);

/** Flags by command, all that there are. */
const FLAGS: Record<string, string[]> = {
  train: [...OF_RUNS, ...OF_ALL, ...optionsOf(configSchema)],
  image: [...OF_RUNS, ...OF_ALL, ...optionsOf(pictureSchema)],
  export: [
    ...['--format', '--resolution', '--threshold', '--texture-size', '--max-triangles', '--smoothing'],
    ...['--texture-format', '--compress', '--size', '--scale', '--origin', '--lod', '--collider'],
    ...['--material', '--out', '--backend', '--quiet', '--json', '--help'],
  ],
  view: ['--port', '--host', '--open', '--no-open', '--help'],
  models: ['--json', '--help'],
  prior: ['--seed', '--count', '--looks', '--typical', '--out', '--help'],
  completion: ['--get-yargs-completions'],
};

/** A command's flag with a value at which programs break. */
export function nastyFlag(rng: Rng, command: string): string[] {
  const flag = rng.chance(0.93) ? rng.pick(FLAGS[command]) : nastyText(rng, 2000);
  switch (rng.int(8)) {
    case 0:
      return [flag];
    case 1:
      return [`--no-${flag.replace(/^--/, '')}`];
    case 2:
    case 3:
      return [`${flag}=${nastyText(rng)}`];
    case 4:
      return [nastyText(rng)];
    default:
      return [flag, nastyText(rng)];
  }
}
