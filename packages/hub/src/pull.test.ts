import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkFiles, findSnapshot, listSnapshots, removeModel } from './cache.ts';
import { connectHub, type HubConnection } from './connection.ts';
import {
  COMMIT,
  type Misbehaviour,
  sendCut,
  sendFile,
  startHub,
  type TestHub,
  type TestHubOptions,
} from './hub.fixture.ts';
import { missingBytes, pullFiles } from './pull.ts';
import { openRepository } from './repository.ts';
import { hubSettings } from './settings.ts';

const MODEL = { id: 'somebody/model', revision: 'main' };
const WEIGHTS = randomBytes(300_000);
const FILES = { 'model_index.json': '{"_class_name":"X"}', 'unet/model.safetensors': WEIGHTS };
const NAME = createHash('sha256').update(WEIGHTS).digest('hex');
const RESOLVE = `/somebody/model/resolve/${COMMIT}/unet/model.safetensors`;

let cache: string;
let server: TestHub | undefined;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'modeseek-hub-'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(cache, { recursive: true });
});

/** Pauses that were made, in milliseconds. */
let pauses: number[];

async function connect(options: Partial<TestHubOptions> = {}, environment = {}): Promise<HubConnection> {
  await server?.stop();
  server = await startHub({ files: FILES, ...options });
  pauses = [];
  const settings = hubSettings({
    HF_ENDPOINT: server.endpoint,
    HF_HUB_CACHE: cache,
    HF_HOME: cache,
    ...environment,
  });
  return { ...connectHub(settings), pause: async (ms) => pauses.push(ms), patience: 500 };
}

async function pull(hub: HubConnection): Promise<string> {
  const repository = await openRepository(hub, MODEL);
  return pullFiles(hub, repository, repository.files);
}

const blobs = () => readdirSync(join(cache, 'models--somebody--model/blobs')).sort();
const partOf = (content: Uint8Array) => {
  mkdirSync(join(cache, 'models--somebody--model/blobs'), { recursive: true });
  writeFileSync(join(cache, `models--somebody--model/blobs/${NAME}.modeseek-part`), content);
};
const expectWhole = (folder: string) => {
  expect(readFileSync(join(folder, 'unet/model.safetensors')).equals(WEIGHTS)).toBe(true);
  expect(readFileSync(join(folder, 'model_index.json'), 'utf8')).toBe('{"_class_name":"X"}');
  expect(blobs().filter((name) => !/^[0-9a-f]+$/.test(name))).toEqual([]);
};
/** Only the weights' requests misbehave. */
const atWeights =
  (misbehave: Misbehaviour): Misbehaviour =>
  (request, response, file, nth) =>
    request.url === RESOLVE && misbehave(request, response, file, nth);

describe('a model is pulled', () => {
  test("into the layout of the hub's own tools, and found there", async () => {
    const hub = await connect();
    const folder = await pull(hub);
    expectWhole(folder);
    expect(folder).toBe(join(cache, 'models--somebody--model/snapshots', COMMIT));
    expect(readlinkSync(join(folder, 'unet/model.safetensors'))).toBe(join('../../../blobs', NAME));
    expect(readFileSync(join(cache, 'models--somebody--model/refs/main'), 'utf8')).toBe(COMMIT);
    expect(findSnapshot(cache, MODEL)).toBe(folder);
    expect(findSnapshot(cache, { ...MODEL, revision: COMMIT })).toBe(folder);
    expect(findSnapshot(cache, { ...MODEL, revision: 'other' })).toBeUndefined();
    expect(listSnapshots(cache)).toEqual([{ id: MODEL.id, commit: COMMIT, revisions: ['main'], folder }]);
    expect(await checkFiles(folder, Object.keys(FILES))).toEqual({ damaged: [], unchecked: 0 });
    removeModel(cache, MODEL.id);
    expect(listSnapshots(cache)).toEqual([]);
  });

  test('what is there is checked and not fetched again; what is damaged is', async () => {
    const hub = await connect();
    const folder = await pull(hub);
    server!.asked.length = 0;
    await pull(hub);
    expect(server!.asked.filter((path) => path.includes('/resolve/'))).toEqual([]);

    const changed = Buffer.from(WEIGHTS);
    changed[7] ^= 1;
    writeFileSync(join(cache, 'models--somebody--model/blobs', NAME), changed);
    expect((await checkFiles(folder, Object.keys(FILES))).damaged.map(({ path }) => path)).toEqual([
      'unet/model.safetensors',
    ]);
    await pull(hub);
    expectWhole(folder);
    rmSync(join(cache, 'models--somebody--model/blobs', NAME));
    expect((await checkFiles(folder, Object.keys(FILES))).damaged).toEqual([
      { path: 'unet/model.safetensors', reason: 'is a link to nothing' },
    ]);
  });

  test('from a listing of several pages, though a mirror says that they are elsewhere', async () => {
    expectWhole(await pull(await connect({ pageSize: 1 })));
  });

  test('with licence, and a page to read it on', async () => {
    const hub = await connect({
      card: { license: 'other', license_name: 'x-community', license_link: 'LICENSE.md' },
    });
    const { licence, page } = await openRepository(hub, MODEL);
    expect({ licence, page }).toEqual({
      licence: 'x-community, LICENSE.md',
      page: `${hub.endpoint}/somebody/model`,
    });
  });

  test('progress is told, and ends with all of it', async () => {
    const hub = await connect();
    const { files, ...repository } = await openRepository(hub, MODEL);
    const told: number[] = [];
    let total = 0;
    await pullFiles(hub, { ...repository, files }, files, (progress) => {
      told.push(progress.done);
      total = progress.total;
    });
    expect(total).toBe(WEIGHTS.length + 19);
    expect(told.at(-1)).toBe(total);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test('by one process at a time', async () => {
    const hub = await connect();
    const [first, second] = await Promise.allSettled([pull(hub), pull(hub)]);
    const refused = [first, second].filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => reason.message)).toEqual([
      `somebody/model in ${cache} is in use by another process (${process.pid})`,
    ]);
    expectWhole(await pull(hub));
  });
});

describe('what is cut is gone on with', () => {
  const ranges = () =>
    server!.asked.filter((path) => path.startsWith(RESOLVE)).map((path) => path.split(' ')[1]);

  test('where the connection ends', async () => {
    const hub = await connect({
      misbehave: atWeights((_, response, file, nth) => {
        if (nth > 2) return false;
        sendCut(response, file!, 100_000 * nth);
        return true;
      }),
    });
    expectWhole(await pull(hub));
    // The second answer is a whole file again, though a part was asked for.
    expect(ranges()).toEqual([undefined, 'bytes=100000-', 'bytes=200000-']);
    const conditions = server!.headers.map((headers) => headers['if-range']).filter(Boolean);
    expect(new Set(conditions).size).toBe(1);
    expect(pauses).toEqual([500, 500]);
  });

  test('where nothing comes any more', async () => {
    const hub = await connect({
      misbehave: atWeights((_, response, file, nth) => {
        if (nth > 1) return false;
        response.writeHead(200, { 'content-length': file!.length });
        response.write(file!.subarray(0, 1000));
        return true;
      }),
    });
    expectWhole(await pull(hub));
    expect(ranges()).toEqual([undefined, 'bytes=1000-']);
  });

  test('what an earlier process has left', async () => {
    partOf(WEIGHTS.subarray(0, 123_456));
    expectWhole(await pull(await connect()));
    expect(ranges()).toEqual(['bytes=123456-']);
  });

  test.each([
    [
      'zeros at its end, as after a power failure',
      Buffer.concat([WEIGHTS.subarray(0, 1000), Buffer.alloc(5000)]),
    ],
    ['another content', randomBytes(5000)],
    ['more than there should be', randomBytes(400_000)],
    ['all of it, and wrong', randomBytes(WEIGHTS.length)],
  ])('not with %s', async (_, content) => {
    partOf(content);
    expectWhole(await pull(await connect()));
    expect(ranges().at(-1)).toBeUndefined();
  });

  test('not with a part of another file: the content changes between the parts', async () => {
    const other = randomBytes(WEIGHTS.length);
    for (const minds of [true, false]) {
      const hub = await connect({
        misbehave: atWeights((request, response, file, nth) => {
          if (nth === 1) sendCut(response, other, 50_000);
          else if (minds) return false;
          // Ignores If-Range.
          else sendFile({ headers: { range: request.headers.range } } as never, response, file!);
          return true;
        }),
      });
      expectWhole(await pull(hub));
      removeModel(cache, MODEL.id);
    }
  });
});

describe('a server that does wrong', () => {
  const wrong = async (misbehave: Misbehaviour, options: Partial<TestHubOptions> = {}, environment = {}) => {
    const hub = await connect({ misbehave, ...options }, environment);
    const error = await pull(hub).then(
      () => undefined,
      (error) => error,
    );
    expect(error?.name).toBe('UserError');
    expect(error.message).not.toContain('\n');
    if (existsSync(join(cache, 'models--somebody--model'))) expect(blobs()).not.toContain(NAME);
    expect(findSnapshot(cache, MODEL)).toBeUndefined();
    return error.message.replaceAll(new URL(hub.endpoint).host, 'HUB');
  };
  const answer = (status: number, headers: Record<string, string> = {}, body = '') =>
    atWeights((_, response) => {
      response.writeHead(status, headers).end(body);
      return true;
    });

  test('web pages in place of files', async () => {
    const page = { 'content-type': 'text/html' };
    expect(await wrong(answer(200, page, '<html>'))).toBe(
      "HUB answers with a web page in place of unet/model.safetensors of somebody/model; is that the network's sign-in page, or HF_ENDPOINT wrong?",
    );
    const everywhere: Misbehaviour = (_, response) => {
      response.end('<html>Sign in</html>');
      return true;
    };
    expect(await wrong(everywhere)).toBe(
      'HUB answers for somebody/model with what the hub never says; is HF_ENDPOINT right?',
    );
  });

  test('another content, of the right length: never taken', async () => {
    const message = await wrong(answer(200, {}, 'x'.repeat(WEIGHTS.length)));
    expect(message).toMatch(
      /^HUB has sent another content for unet\/model.safetensors of somebody\/model than it lists: its SHA-256 begins [0-9a-f]{8}, in place of [0-9a-f]{8}, again and again; it is not taken$/,
    );
    expect(blobs().some((name) => name.endsWith('part'))).toBe(false);
  });

  test('lengths that are not those of the listing', async () => {
    expect(await wrong(answer(200, {}, 'x'.repeat(WEIGHTS.length + 1)))).toContain(
      'sends more for unet/model.safetensors of somebody/model than the 300000 bytes of its own listing',
    );
    expect(await wrong(answer(200, {}, 'short'))).toBe(
      'HUB has sent 5 of the 300000 bytes of unet/model.safetensors of somebody/model; try again later',
    );
    // Its head promises more than it sends, and less.
    for (const length of ['999999', '10']) {
      const lies = atWeights((_, response) => {
        response.socket!.end(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n${'x'.repeat(50)}`);
        return true;
      });
      expect(await wrong(lies)).toMatch(/cut; try again later$|has sent 10 of the 300000 bytes/);
    }
  });

  test('parts that were not asked for', async () => {
    const part = { 'content-range': 'bytes 7-300000/300001' };
    expect(await wrong(answer(206, part, 'x'))).toContain('does not send the part of');
  });

  test.each([
    [
      401,
      {},
      'HUB does not show unet/model.safetensors of somebody/model without a token: check the name, or set HF_TOKEN',
    ],
    [403, { 'x-error-code': 'GatedRepo' }, 'is only for those who have accepted its licence'],
    [404, {}, 'HUB does not have unet/model.safetensors of somebody/model: nothing of that name'],
    [
      410,
      { 'x-error-message': 'gone' },
      'HUB answers 410 for unet/model.safetensors of somebody/model: gone',
    ],
    [429, { 'retry-after': '7200' }, 'HUB has been asked too often; it asks to wait for 120 minutes'],
    [429, {}, 'HUB has been asked too often; try again later'],
    [503, {}, 'HUB fails (503); try again later'],
    [302, { location: 'file:///etc/passwd' }, 'points to file:///etc/passwd'],
    [302, { location: RESOLVE }, 'points from one address to the next'],
  ])('%i %j', async (status, headers, complaint) => {
    expect(await wrong(answer(status, headers as Record<string, string>))).toContain(complaint);
  });

  test('of a part that is there only the rest is missing', async () => {
    const hub = await connect();
    const repository = await openRepository(hub, MODEL);
    const whole = missingBytes(cache, repository, repository.files);
    partOf(WEIGHTS.subarray(0, 100));
    expect(missingBytes(cache, repository, repository.files)).toBe(whole - 100);
  });

  test('a token that is not taken', async () => {
    const refuse = answer(403);
    expect(await wrong(refuse, {}, { HF_TOKEN: 'hf_x' })).toContain('to the owner of this token (403)');
  });

  test('a revision that there is not, and a model', async () => {
    const hub = await connect();
    await expect(openRepository(hub, { ...MODEL, revision: 'v9' })).rejects.toThrow('no such revision');
    await expect(openRepository(hub, { ...MODEL, id: 'a/b' })).rejects.toThrow(
      'does not have a/b: nothing of',
    );
  });

  test('nobody at the address', async () => {
    const hub = await connect();
    await server!.stop();
    server = undefined;
    await expect(pull(hub)).rejects.toThrow(/cannot be reached \(ECONNREFUSED\); try again later$/);
    expect(pauses).toEqual([500, 1000, 2000, 4000]);
  });

  test('a listing that is none', async () => {
    const odd: TestHubOptions['list'] = (entry) => ({ ...entry, size: -1 });
    expect(await wrong(() => false, { list: odd })).toContain('what the hub never says');
    const names: TestHubOptions['list'] = (entry) => ({ ...entry, path: `../../${entry.path}` });
    const hub = await connect({ list: names });
    expect((await openRepository(hub, MODEL)).files).toEqual([]);
  });
});

test('what passes is waited for as long as it is asked', async () => {
  const hub = await connect({
    misbehave: atWeights((_, response, __, nth) => {
      if (nth > 3) return false;
      const states = [429, 503, 500];
      response.writeHead(states[nth - 1], nth === 1 ? { 'retry-after': '17' } : {}).end();
      return true;
    }),
  });
  expectWhole(await pull(hub));
  expect(pauses).toEqual([17_000, 1000, 2000]);
});

test('the token goes to the hub, and not where it points to', async () => {
  const elsewhere = await startHub({ files: FILES });
  try {
    const hub = await connect(
      {
        misbehave: atWeights((request, response) => {
          response.writeHead(302, { location: elsewhere.endpoint + request.url }).end();
          return true;
        }),
      },
      { HF_TOKEN: 'hf_secret' },
    );
    expectWhole(await pull(hub));
    expect(new Set(server!.headers.map((headers) => headers.authorization))).toEqual(
      new Set(['Bearer hf_secret']),
    );
    expect(elsewhere.headers.map((headers) => headers.authorization)).toEqual([undefined]);
  } finally {
    await elsewhere.stop();
  }
});

test('offline, nothing is asked', async () => {
  const hub = await connect({}, { HF_HUB_OFFLINE: '1' });
  await expect(openRepository(hub, MODEL)).rejects.toThrow(
    'somebody/model is not here, and no connection may be opened',
  );
  expect(server!.asked).toEqual([]);
});

test('a cut file in the cache is fetched again', async () => {
  const hub = await connect();
  const folder = await pull(hub);
  const blob = join(cache, 'models--somebody--model/blobs', NAME);
  truncateSync(blob, 1000);
  await pull(hub);
  expect(statSync(blob).size).toBe(WEIGHTS.length);
  expectWhole(folder);
});
