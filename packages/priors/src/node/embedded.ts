import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPrior } from '../embedded/embedded-prior.ts';
import { readManifest, startEmbeddedSession } from './embedded-session.ts';
import type { LoadOptions, ModelFamily } from './family.ts';

/**
 * The model that is part of the program, and others of its interface: a folder with model.onnx and
 * prior.json.
 */
export const embeddedFamily = {
  name: 'embedded',
  owns: () => true, // the only family so far
  describe: (folder: string) => ({
    info: readManifest(folder),
    bytes: statSync(join(folder, 'model.onnx'), { throwIfNoEntry: false })?.size ?? 0,
  }),
  async load(
    folder: string,
    { threads = availableParallelism(), provider = 'cpu' }: LoadOptions = {},
  ): Promise<EmbeddedPrior> {
    const info = readManifest(folder);
    return new EmbeddedPrior(info, await startEmbeddedSession(folder, info, { threads, provider }));
  },
} satisfies ModelFamily;
