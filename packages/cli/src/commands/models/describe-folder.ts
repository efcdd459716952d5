import { NETWORK_NAMES } from '@modeseek/graph';
import type { ModelFolder } from '@modeseek/priors/node';
import { bytesForPeople } from '../../bytes.ts';

/** What a folder holds, for people. */
export function describeFolder({ folder, pipeline, types, bytes }: ModelFolder): string[] {
  const networks = NETWORK_NAMES.map((name) => `${name} ${types[name].join(' and ')}`);
  return [folder, `  ${pipeline.title}, ${bytesForPeople(bytes)}: ${networks.join(', ')}`];
}

/** The same for programs. */
export function folderForPrograms({ folder, pipeline, layout, types, bytes }: ModelFolder) {
  return { folder, pipeline: pipeline.class, title: pipeline.title, bytes, types, files: layout.files };
}
