import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPrior } from '../embedded/embedded-prior.ts';
import { readManifest, startEmbeddedSession } from './embedded-session.ts';
import type { LoadOptions, ModelFamily } from './family.ts';
import { readLicence } from './read-licence.ts';

/** Bytes that the embedded model takes for a pixel of a picture: 8 MiB for one of 128 by 128. */
const PICTURE = 2 ** 9;

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
    const { name, version, imageSize } = info;
    const memory = { weights: 0, picture: PICTURE * imageSize ** 2, atOnce: Infinity, drawing: 0 };
    return { title: `${name} ${version}`, imageSize, bytes, memory, licence: readLicence(folder), info };
  },
  async load(
    folder: string,
    { threads = availableParallelism(), provider = 'cpu' }: LoadOptions = {},
  ): Promise<EmbeddedPrior> {
    const info = readManifest(folder);
    return new EmbeddedPrior(info, await startEmbeddedSession(folder, info, { threads, provider }));
  },
} satisfies ModelFamily;
