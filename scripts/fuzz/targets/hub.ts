import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Rng } from '@modeseek/core';
import { connectHub, hubSettings, openRepository, pullFiles } from '@modeseek/hub';
import { sendFile, startHub } from '@modeseek/hub/src/hub.fixture.ts';
import { mutateBytes, mutateJsonText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

const FILES = { 'model_index.json': '{"a": 1}', 'unet/model.safetensors': Buffer.alloc(100_000, 'modeseek') };
const CACHE = 'hub';

/** A hub whose answers are damaged: a model is pulled whole and right, or not at all. */
export const hubTarget: Target = {
  name: 'hub',
  share: 1,
  async prepare() {
    let damage: (body: Buffer, path: string) => Buffer = (body) => body;
    const honest = await startHub({ files: FILES });
    const server = await startHub({
      files: FILES,
      misbehave(request, response, file) {
        if (file) {
          sendFile(request, response, damage(Buffer.from(file), 'file'));
          return true;
        }
        const listing = async () => {
          const answer = await fetch(honest.endpoint + request.url);
          response.end(damage(Buffer.from(await answer.arrayBuffer()), 'listing'));
        };
        // A listing that was damaged before may have led to an address that is none.
        void listing().catch(() => response.writeHead(400).end());
        return true;
      },
    });
    const settings = hubSettings({ HF_ENDPOINT: server.endpoint, HF_HUB_CACHE: CACHE, HF_HOME: CACHE });
    const hub = { ...connectHub(settings), pause: async () => {}, patience: 1000 };
    return {
      async attempt(rng, show) {
        rmSync(CACHE, { recursive: true, force: true });
        damage = damager(rng, show);
        const repository = await openRepository(hub, { id: 'somebody/model', revision: 'main' });
        const folder = await pullFiles(hub, repository, repository.files);
        for (const { path, size, checksum } of repository.files) {
          expectThat(readFileSync(join(folder, path)).length === size, `${path} has another size`);
          const blobs = readdirSync(join(CACHE, 'models--somebody--model/blobs'));
          expectThat(blobs.includes(checksum.hex), `${path} is not there`);
        }
      },
      async dispose() {
        await server.stop();
        await honest.stop();
      },
    };
  },
};

/** Damages one kind of answers: files, or what is said of them. */
function damager(rng: Rng, show: (input: unknown) => void): (body: Buffer, kind: string) => Buffer {
  const which = rng.chance(0.5) ? 'file' : 'listing';
  return (body, kind) => {
    if (kind !== which) return body;
    const text = kind === 'listing' && rng.chance(0.8);
    const damaged = text
      ? Buffer.from(mutateJsonText(rng, body.toString()))
      : Buffer.from(mutateBytes(rng, body));
    show(`${kind}: ${damaged.subarray(0, 2000)}`);
    return damaged;
  };
}
