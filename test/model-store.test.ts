import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeSafetensors } from '@modeseek/core';
import {
  COMMIT,
  type Misbehaviour,
  startHub,
  type TestHub,
  type TestHubOptions,
} from '@modeseek/hub/src/hub.fixture.ts';
import { makeLatentModel } from '@modeseek/priors/src/node/latent-model.fixture.ts';
import { modelFiles } from '@modeseek/priors/src/node/model-folder.fixture.ts';
import type { FsFault } from '../scripts/fuzz/fault-preload.ts';
import { runProgram } from '../scripts/fuzz/run-program.ts';
import { Sandbox } from '../scripts/fuzz/sandbox.ts';
import { modeseekHere, ROUGH_MESH } from './command-line.fixture.ts';

const ID = 'somebody/model';
/** Large enough to come in several pieces. */
const WEIGHTS = encodeSafetensors({
  tensors: {
    a: { shape: [250_000], data: new Float32Array(randomBytes(1_000_000).buffer.slice(0, 1_000_000)) },
  },
  metadata: {},
});
const UNET = 'unet/diffusion_pytorch_model.fp16.safetensors';
const FILES = { ...modelFiles('float16'), [UNET]: WEIGHTS, 'model.ckpt': 'x', 'README.md': 'x' };
const NAME = createHash('sha256').update(WEIGHTS).digest('hex');

let sandbox: Sandbox;
let cwd: string;
let cache: string;
let server: TestHub;
let environment: Record<string, string>;
const before = process.env;
beforeEach(() => {
  sandbox = new Sandbox();
  cwd = sandbox.folder('store');
  cache = join(cwd, 'hub');
});
afterEach(async () => {
  process.env = before;
  await server.stop();
  sandbox.remove();
});

async function serve(options: Partial<TestHubOptions> = {}): Promise<void> {
  server = await startHub({ id: ID, files: FILES, card: { license: 'openrail' }, ...options });
  environment = {
    HF_HOME: cwd,
    HF_ENDPOINT: server.endpoint,
    HF_HUB_OFFLINE: '',
    HF_TOKEN: '',
    HF_HUB_CACHE: '',
  };
  process.env = { ...before, ...environment };
}

const models = (...args: string[]) => modeseekHere(cwd, 'models', ...args);
const PULL = ['models', 'pull', ID, '--yes'];
const pullElsewhere = (fault?: FsFault) =>
  runProgram(PULL, { cwd, env: { ...sandbox.env, ...environment }, fault });
const snapshot = () => join(cache, 'models--somebody--model/snapshots', COMMIT);
const resolved = () =>
  server.asked.filter((path) => path.includes('/resolve/') && !path.includes('model_index'));

async function expectPulled(): Promise<void> {
  const { code, stderr } = await models('pull', ID, '--yes');
  expect({ code, wrong: /^modeseek/m.exec(stderr) }).toEqual({ code: 0, wrong: null });
  expect(readFileSync(join(snapshot(), UNET)).equals(WEIGHTS)).toBe(true);
  expect((await models('verify', ID)).stdout).toContain('all checksums are right');
  const blobs = readdirSync(join(cache, 'models--somebody--model/blobs'));
  expect(blobs.filter((name) => !/^[0-9a-f]+$/.test(name))).toEqual([]);
}

test('a model is pulled, listed, checked, used and removed', async () => {
  await serve();
  const first = await models('pull', ID, '--yes');
  expect(first.code).toBe(0);
  expect(first.stderr).toContain(`${ID}, licence: openrail (${server.endpoint}/${ID})\n`);
  expect(first.stderr).toMatch(/^100 % {2}1\.\d MB of 1\.\d MB/m);
  expect(first.stdout).toBe(
    `${snapshot()}\n  Stable Diffusion, 1.1 MB: unet F32, vae F32, text_encoder F32\n`,
  );
  // One precision, the card, and nothing that is not needed.
  expect(
    resolved()
      .map((path) => path.split(`${COMMIT}/`)[1])
      .sort(),
  ).toEqual(
    ['README.md', ...Object.keys(modelFiles('float16'))].filter((path) => path !== 'model_index.json').sort(),
  );

  const listed = JSON.parse((await models('list', '--json')).stdout);
  expect(listed.cached).toEqual([
    expect.objectContaining({ id: ID, commit: COMMIT, revisions: ['main'], title: 'Stable Diffusion' }),
  ]);
  expect((await models('list')).stdout).toMatch(/^somebody\/model +1\.1 MB +Stable Diffusion$/m);
  expect((await models('verify', ID)).stdout).toContain('all checksums are right');
  const tokens = JSON.parse((await models('tokens', ID, 'a red mug', '--json')).stdout);
  expect(tokens).toMatchObject({ ids: expect.any(Array), count: 3 });
  expect(tokens.ids).toHaveLength(77);
  const long = await models('tokens', ID, 'mug '.repeat(100), '--json');
  expect(long.stderr).toMatch(
    /^the prompt is too long for the model, which reads 75 tokens: "mug mug .*" is left out\n$/,
  );

  server.asked.length = 0;
  const offline = await models('pull', ID, '--offline', '--json');
  expect(JSON.parse(offline.stdout)).toMatchObject({
    folder: snapshot(),
    pipeline: 'StableDiffusionPipeline',
  });
  expect(server.asked).toEqual([]);

  const blob = join(cache, 'models--somebody--model/blobs', NAME);
  writeFileSync(blob, Buffer.from(WEIGHTS).fill(7, 5000, 5004));
  expect(await models('verify', ID)).toEqual({
    code: 2,
    stdout: '',
    stderr: `modeseek models: ${snapshot()}/${UNET} does not have the SHA-256 checksum that it was downloaded with; pull the model again\n`,
  });
  await expectPulled();

  expect((await models('remove', ID, '--yes')).stdout).toBe(`${ID} is deleted, 1.1 MB\n`);
  expect(existsSync(join(cache, 'models--somebody--model'))).toBe(false);
  expect(await models('pull', ID, '--offline')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`${ID} is not in`),
  });
});

test('train downloads a model that is missing, once it may', async () => {
  const made = makeLatentModel(join(cwd, 'made'), 'sd1');
  const names = readdirSync(made, { recursive: true }).map(String);
  // Folders of it are links, which are not looked into.
  const inside = names.flatMap((name) =>
    lstatSync(join(made, name)).isSymbolicLink()
      ? readdirSync(join(made, name)).map((file) => `${name}/${file}`)
      : [name],
  );
  const paths = inside.filter((name) => statSync(join(made, name)).isFile());
  await serve({
    files: Object.fromEntries(
      paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(made, path))]),
    ),
  });
  const tiny = '--steps=1 --batch=1 --inner-steps=1 --sampler-steps=1 --preview-resolution=8 --threads=1';
  const field = '--field-levels=3 --field-table-size=8 --field-finest-resolution=12 --field-hidden=8';
  const train = (...flags: string[]) =>
    modeseekHere(
      cwd,
      'train',
      'a corgi',
      '--model',
      ID,
      ...`${tiny} ${field}`.split(' '),
      ...ROUGH_MESH,
      ...flags,
    );
  const missing = { code: 2, stderr: expect.stringContaining(`${ID} is not in ${cache}; get it with`) };
  expect(await train()).toMatchObject(missing);
  expect(await train('--yes', '--dry-run')).toMatchObject(missing);
  expect({ asked: server.asked, there: existsSync(cache) }).toEqual({ asked: [], there: false });

  const { code, stderr } = await train('--yes');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`${ID}, licence: openrail`) });
  const asked = server.asked.length;
  expect((await train('--yes', '--seed', '2')).code).toBe(0);
  expect(server.asked.length).toBe(asked);
});

describe('nothing is downloaded', () => {
  const refused = async (...args: string[]) => {
    const { code, stdout, stderr } = await models('pull', ...args);
    expect({ code, stdout, there: existsSync(cache) }).toEqual({ code: 2, stdout: '', there: false });
    expect(resolved()).toEqual([]);
    return stderr;
  };

  test('before somebody has said yes', async () => {
    await serve();
    const said = await refused(ID);
    expect(said).toContain('licence: openrail');
    expect(said).toMatch(
      /\nmodeseek models: Download 1\.1 MB to .*\? Nobody is here to answer; say yes by --yes\n$/,
    );
  });

  test.each<[string, Record<string, string>, string]>([
    ['a LoRA', { 'pytorch_lora_weights.safetensors': 'x' }, `${ID} is a LoRA`],
    ['a single file', { 'a.safetensors': 'x' }, `${ID}/a.safetensors is a checkpoint of one file`],
    [
      'another kind of model',
      { 'model_index.json': '{"_class_name":"FluxPipeline"}', 'transformer/config.json': '{}' },
      `model_index.json of ${ID} is of a FluxPipeline, which is not read`,
    ],
  ])('of %s', async (_, files, complaint) => {
    await serve({ files });
    expect(await refused(ID, '--yes')).toContain(`modeseek models: ${complaint}`);
  });

  test('of what is no id', async () => {
    await serve();
    expect(await refused('../model')).toContain('"../model" is no model of the hub');
    expect(await refused(ID, '--precision', 'int8')).toContain(
      "--precision is 'int8'; known: float16, float32",
    );
  });
});

describe('what went wrong is one line, and the next pull goes on', () => {
  test.each<[string, Omit<FsFault, 'under'>]>([
    ['a full disk', { call: 'write', nth: 8, errno: 'ENOSPC', forGood: true }],
    ['a quota, at the end of a file', { call: 'fsync', nth: 3, errno: 'EDQUOT' }],
    ['a file that cannot be put to its place', { call: 'rename', nth: 2, errno: 'EIO' }],
    ['missing rights', { call: 'link', nth: 1, errno: 'EACCES' }],
  ])('%s', async (_, fault) => {
    await serve();
    const { code, stderr } = await pullElsewhere({ under: cache, ...fault });
    expect({ code, line: stderr.split('\n').at(-2) }).toEqual({
      code: 2,
      line: expect.stringMatching(new RegExp(`^modeseek models: ${cwd}.*\\(${fault.errno}\\)$`)),
    });
    expect(existsSync(join(cache, 'models--somebody--model/refs/main'))).toBe(false);
    await expectPulled();
  });

  test('links that cannot be made', async () => {
    await serve();
    const fault = {
      under: join(cache, 'models--somebody--model'),
      call: 'link',
      errno: 'EPERM',
      forGood: true,
    } as const;
    expect((await pullElsewhere(fault)).code).toBe(0);
    expect(lstatSync(join(snapshot(), UNET)).isFile()).toBe(true);
    expect((await models('verify', ID)).stdout).toContain('its files have no checksums');
    await expectPulled();
  });

  test('an end at once, in the middle of a file', async () => {
    await serve();
    const { signal } = await pullElsewhere({
      under: join(cache, 'models--somebody--model/blobs', `${NAME}.modeseek-part`),
      call: 'write',
      nth: 4,
      errno: 'KILL',
    });
    expect(signal).toBe('SIGKILL');
    server.asked.length = 0;
    await expectPulled();
    // Files that were whole are not asked for again, and this one from where it ended.
    expect(resolved().find((path) => path.includes(UNET))).toMatch(/ bytes=\d{4,}-$/);
    expect(resolved().filter((path) => path.includes('tokenizer'))).toEqual([]);
  });

  test('two pulls at once', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      const hold: Misbehaviour = (request, response, file, nth) => {
        if (!request.url?.endsWith(UNET) || nth > 1) return false;
        release = () => void response.end(file);
        resolve();
        return true;
      };
      void serve({ misbehave: hold }).then(() => {
        first = pullElsewhere();
      });
    });
    let first: ReturnType<typeof pullElsewhere> | undefined;
    await held;
    const second = await models('pull', ID, '--yes');
    expect(second).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /\nmodeseek models: somebody\/model in .* is in use by another process \(\d+\)\n$/,
      ),
    });
    release();
    expect((await first!).code).toBe(0);
    await expectPulled();
  });
});
