import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { ANY_PREVIEW_FILE, RUN_FILES, RUN_FOLDERS } from '@modeseek/core';
import { FORMATS } from '@modeseek/mesh';

/** Of a mesh that is exported into the run: its files, and of each level of detail those, and a collision hull. */
const EXTENSIONS = FORMATS.flatMap(({ name, beside = [] }) => [
  name,
  ...beside.filter((each) => each !== 'png'),
]);
const MESH_FILE = new RegExp(
  `^mesh(-lod[1-9]|-collider)?(\\.(${EXTENSIONS.join('|')})|(-[1-9][0-9]*)?(-normals)?\\.png)$`,
);
/** Configuration last: what has it is a run. */
const NAMES: readonly string[] = [
  ...new Set([
    ...Object.values(RUN_FILES).filter((name) => name !== RUN_FILES.config && name !== RUN_FILES.lock),
    RUN_FILES.config,
  ]),
];

/**
 * The files in a run's folder that a run leaves, and no others: paths relative to it, the configuration last;
 * those of a scene's objects before it.
 */
export function ownFiles(folder: string): string[] {
  const objects = namesIn(join(folder, RUN_FOLDERS.objects)).flatMap((name) => {
    const object = `${RUN_FOLDERS.objects}/${name}`;
    return ownFiles(join(folder, object)).map((file) => `${object}/${file}`);
  });
  const previews = namesIn(join(folder, RUN_FOLDERS.previews))
    .map((name) => `${RUN_FOLDERS.previews}/${name}`)
    .filter((name) => ANY_PREVIEW_FILE.test(name));
  const meshes = namesIn(folder).filter((name) => MESH_FILE.test(name) && name !== RUN_FILES.mesh);
  return [...objects, ...previews, ...meshes, ...NAMES].filter((file) => isFile(join(folder, file)));
}

/**
 * Whether a run itself writes a file of this name in its folder, and reads it again: none but the meshes.
 * Some file systems take large letters for small ones.
 */
export function isNeededByRun(path: string): boolean {
  const name = path.toLowerCase();
  const [folder] = name.split(/[/\\]/);
  if (folder !== name) return (Object.values(RUN_FOLDERS) as string[]).includes(folder);
  return (Object.values(RUN_FILES) as string[]).includes(name) && name !== RUN_FILES.mesh;
}

/** Names in a folder; none where there is no such folder of ours: a link is somebody else's. */
function namesIn(folder: string): string[] {
  return at(folder)?.isDirectory() ? readdirSync(folder).sort() : [];
}

function isFile(path: string): boolean {
  return at(path)?.isFile() ?? false;
}

/** What is at a path; nothing also where a part of it is a file. */
function at(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}
