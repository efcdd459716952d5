import { existsSync, statSync } from 'node:fs';
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
  owns: (folder: string) => ['prior.json', 'model.onnx'].some((file) => existsSync(join(folder, file))),
  describe(folder: string) {
    const info = readManifest(folder);
    const bytes = statSync(join(folder, 'model.onnx'), { throwIfNoEntry: false })?.size ?? 0;
    return { title: `${info.name} ${info.version}`, imageSize: info.imageSize, bytes, info };
  },
  async load(
    folder: string,
    { threads = availableParallelism(), provider = 'cpu' }: LoadOptions = {},
  ): Promise<EmbeddedPrior> {
    const info = readManifest(folder);
    return new EmbeddedPrior(info, await startEmbeddedSession(folder, info, { threads, provider }));
  },
} satisfies ModelFamily;
