import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The version that the kernels are tested with. */
export const TENSORFLOW_VERSION = '4.22.0';

/** TF.js's bindings of TensorFlow for Node, the better first. */
const PACKAGES = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** Names a folder whose `node_modules` has a binding, for one that is installed nowhere near this package. */
const VARIABLE = 'MODESEEK_TENSORFLOW';

/** Where `scripts/tensorflow.sh` builds it, in a checkout. */
const BUILT = join('.cache', 'tensorflow', 'node_modules');

/** A binding's package. */
export interface TensorflowPackage {
  name: string;
  version: string;
  /** Where it is installed. */
  folder: string;
  /** Whether its native part is there, which its install script fetches. */
  complete: boolean;
}

/**
 * The binding that would be used: in the folder that MODESEEK_TENSORFLOW names, else installed where this
 * package finds others, else built in the checkout; a complete one before one whose native part is missing.
 * Null when there is none.
 */
export function findTensorflow(): TensorflowPackage | null {
  const installed = require.resolve.paths(PACKAGES[0]) ?? [];
  const named = process.env[VARIABLE];
  const folders = [
    ...(named ? [join(named, 'node_modules')] : []),
    ...installed,
    ...installed.map((folder) => join(dirname(folder), BUILT)),
  ];
  const found = folders.flatMap((folder) => PACKAGES.flatMap((name) => packageAt(join(folder, name), name)));
  return found.find(({ complete }) => complete) ?? found[0] ?? null;
}

function packageAt(folder: string, name: string): TensorflowPackage[] {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return [];
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return [{ name, version, folder, complete: hasAddon(join(folder, 'lib')) }];
}

/** Native parts lie in folders named after versions of Node-API. */
function hasAddon(lib: string): boolean {
  return existsSync(lib) && readdirSync(lib).some((api) => existsSync(join(lib, api, 'tfjs_binding.node')));
}
