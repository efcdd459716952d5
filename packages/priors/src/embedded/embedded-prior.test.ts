import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Rng, UserError, type View } from '@modeseek/core';
import { type Condition, classifierFreeGuidance, msd } from '@modeseek/guidance';
import { embeddedFamily } from '../node/embedded.ts';
import { describeModel, loadPrior } from '../node/models.ts';
import type { EmbeddedPrior } from './embedded-prior.ts';
import { externalWeights, graph, model, node, tensor } from './onnx.fixture.ts';
import { viewVector } from './view-vector.ts';

/** See scripts/fixtures/make_tiny_prior.py for its formula. */
const TINY = fileURLToPath(new URL('../../fixtures/tiny-prior', import.meta.url));
const COLOURS = 8 * 8 * 3;
/** Numbers of a view: colours, then geometry. */
const ALL = COLOURS + 4 * 4 * 4;

function randomView(rng: Rng, shading: View['shading']): View {
  const camera = {
    azimuth: rng.uniform(0, 6),
    elevation: rng.uniform(0, 1),
    distance: rng.uniform(3, 4),
    fieldOfView: rng.uniform(0.6, 0.8),
  };
  const triple = () => [rng.uniform(), rng.uniform(), rng.uniform()] as const;
  return { camera, shading, light: triple(), background: triple() };
}

function randomCall(seed: number, views: number, prompt: string | null) {
  const rng = new Rng(seed);
  const condition: Condition = {
    prompt,
    views: Array.from({ length: views }, (_, i) =>
      randomView(rng, (['albedo', 'lambertian', 'textureless'] as const)[i % 3]),
    ),
  };
  return { noisy: rng.normals(new Float32Array(views * ALL)), condition, sigma: rng.uniform(0.1, 2) };
}

/** The tiny model's formula, in plain TypeScript. */
function expectedClean(
  noisy: Float32Array,
  sigma: number,
  tokens: readonly number[],
  views: readonly View[],
) {
  return Array.from(noisy, (value, i) => {
    const view = views[Math.floor(i / ALL)];
    const c = (i % ALL) % 3;
    const joint = views.reduce((sum, _, v) => sum + noisy[v * ALL + (i % ALL)], 0) / views.length;
    const both = value / (1 + sigma ** 2) + joint / 10;
    if (i % ALL >= COLOURS) return both;
    const words = tokens.reduce((sum, token, j) => sum + ((j + 1) * token) / 100, 0);
    const camera = viewVector(view).reduce((sum, entry, k) => sum + ((k + 1) * entry) / 10, 0);
    const light = view.shading === 'albedo' ? 0 : view.light[c];
    return both + words + camera + light / 5 + view.background[c] / 3;
  });
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
  expect(largest).toBeLessThan(1e-4);
}

describe('EmbeddedPrior', () => {
  let prior: EmbeddedPrior;
  beforeAll(async () => {
    prior = await embeddedFamily.load(TINY, { threads: 1 });
  });
  afterAll(() => prior.dispose());

  test('every input arrives: the result is the model’s formula', async () => {
    for (const [views, prompt] of [
      [1, 'a red mug'],
      [3, 'tall ice cream with cheese'],
      [4, null],
    ] as const) {
      const { noisy, sigma, condition } = randomCall(views, views, prompt);
      const tokens = prompt === null ? [] : prior.prepare(prompt).tokens;
      const clean = await prior.denoise(noisy, sigma, condition);
      expectClose(clean, expectedClean(noisy, sigma, tokens, condition.views));
    }
  });

  test('known pictures go with those asked about, at a noise level of their own, and are not returned', async () => {
    const asked = randomCall(8, 2, 'a cat');
    const others = randomCall(9, 1, 'a cat');
    const known = { views: others.condition.views, pictures: others.noisy, sigma: 0.3 };
    const clean = await prior.denoise(asked.noisy, asked.sigma, { ...asked.condition, known });
    const { tokens } = prior.prepare('a cat');
    const together = Float32Array.of(...asked.noisy, ...others.noisy);
    const views = [...asked.condition.views, ...others.condition.views];
    expectClose(clean, expectedClean(together, asked.sigma, tokens, views).slice(0, 2 * ALL));
  });

  test('calls issued together share a batch, and give what they give alone', async () => {
    const calls = [
      randomCall(1, 3, 'a cat'),
      randomCall(2, 3, null),
      randomCall(3, 2, 'a chair'),
      randomCall(4, 3, 'a duck'),
    ];
    const run = ({ noisy, sigma, condition }: (typeof calls)[0]) => prior.denoise(noisy, sigma, condition);
    const before = prior.batchCount;
    const together = await Promise.all(calls.map(run));
    expect(prior.batchCount - before).toBe(2);
    for (const [i, call] of calls.entries()) expectClose(together[i], await run(call));
    expect(prior.batchCount - before).toBe(6);
  });

  test('classifier-free guidance is one batch a step, averaged samples in step with one another too', async () => {
    const { noisy, sigma, condition } = randomCall(5, 2, 'a cat');
    let before = prior.batchCount;
    await classifierFreeGuidance(prior, { guidanceScale: 3 }).denoise(noisy, sigma, condition);
    expect(prior.batchCount - before).toBe(1);
    before = prior.batchCount;
    const guidance = msd(prior, { steps: 4, samples: 3, guidanceScale: 3 });
    const { diagnostics } = await guidance.gradient(noisy, { condition, progress: 0, rng: new Rng(1) });
    expect(diagnostics.evaluations).toBe(24);
    expect(prior.batchCount - before).toBe(4);
  });

  test('the caller’s array stays whole', async () => {
    const { noisy, sigma, condition } = randomCall(6, 1, 'a cat');
    const copy = Array.from(noisy);
    await prior.denoise(noisy, sigma, condition);
    expect(Array.from(noisy)).toEqual(copy);
  });

  test('the main thread’s event loop goes on while the model works', async () => {
    const { noisy, condition } = randomCall(7, 1, 'a cat');
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const began = performance.now();
    await prior.denoise(noisy, 2000, condition);
    const elapsed = performance.now() - began;
    clearInterval(timer);
    expect(elapsed).toBeGreaterThan(100);
    // A blocked loop would tick once at most; a busy machine may still lose most of its ticks.
    expect(ticks).toBeGreaterThan(10);
  });

  test('pictures that do not fit the views are refused', async () => {
    const { noisy, condition } = randomCall(8, 2, 'a cat');
    await expect(prior.denoise(noisy.subarray(1), 1, condition)).rejects.toThrow(/do not fit 2 views/);
    await expect(prior.denoise(new Float32Array(0), 1, { prompt: null, views: [] })).rejects.toThrow(
      /0 views/,
    );
  });

  test('a prompt without a known object is the user’s mistake', async () => {
    expect(() => prior.prepare('a dragon')).toThrow(UserError);
    const { noisy, condition } = randomCall(9, 1, 'a dragon');
    await expect(prior.denoise(noisy, 1, condition)).rejects.toThrow(/names no object/);
  });

  test('dispose finishes the calls under way, ends the worker, and takes no more', async () => {
    const own = await embeddedFamily.load(TINY, { threads: 1 });
    const { noisy, sigma, condition } = randomCall(10, 1, 'a cat');
    const pending = own.denoise(noisy, sigma, condition);
    await own.dispose();
    expect(await pending).toHaveLength(ALL);
    await expect(own.denoise(noisy, sigma, condition)).rejects.toThrow(/disposed/);
    await own.dispose();
  });
});

describe('loadPrior', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'modeseek-prior-'));
    cpSync(TINY, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const errorOf = async (): Promise<Error> => {
    try {
      await (await loadPrior(folder)).dispose();
    } catch (error) {
      return error as Error;
    }
    throw new Error('no error');
  };
  const expectMistake = async (message: RegExp) => {
    const error = await errorOf();
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\n/);
  };
  const changeManifest = (change: object) => {
    const path = join(folder, 'prior.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }));
  };

  test('loads a model from a directory', async () => {
    const prior = await loadPrior(folder, { threads: 1 });
    expect(prior.drawing).toMatchObject({ size: 8, geometryScale: 2 });
    expect(describeModel(folder).info!.name).toBe('tiny');
    await prior.dispose();
  });

  test('on the GPU, or on the processor where there is none, saying so', async () => {
    const prior = await loadPrior(folder, { threads: 1, provider: 'webgpu' });
    expect(prior.description).toMatch(
      /^(GPU|processor, 1 thread \(ONNX Runtime does not take the GPU: .+\))$/,
    );
    const { noisy, sigma, condition } = randomCall(11, 1, 'a cat');
    expect(await prior.denoise(noisy, sigma, condition)).toHaveLength(ALL);
    await prior.dispose();
  });

  test.each(['model.onnx', 'prior.json'])('%s missing', async (file) => {
    rmSync(join(folder, file));
    await expectMistake(new RegExp(`${file} is missing; a model is a directory with`));
  });

  test('model.onnx damaged', async () => {
    const path = join(folder, 'model.onnx');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(path, bytes);
    await expectMistake(/model.onnx is damaged: its SHA-256 begins [0-9a-f]{8}, prior.json says/);
  });

  test('prior.json damaged', async () => {
    writeFileSync(join(folder, 'prior.json'), '{"name": ');
    await expectMistake(/prior.json is damaged: it is not JSON/);
  });

  const concept = (change: object) => ({
    concepts: [{ name: 'mug', synonyms: [], category: 'tableware', symmetry: 1, ...change }],
  });
  test.each([
    { name: null },
    { name: 'a\u001b[31m' },
    { version: 7 },
    { imageSize: undefined },
    { imageSize: 7 },
    { imageSize: 2 ** 20 },
    { geometryScale: 0 },
    { geometryScale: '2' },
    { tokenLength: 2.5 },
    { tokenLength: 1e9 },
    { vocabulary: 'red' },
    { vocabulary: [null] },
    { vocabulary: { length: 3 } },
    { colours: null },
    { materials: {} },
    { sigmaMin: 0 },
    { sigmaMin: -1 },
    { sigmaMax: 1e300 },
    { sha256: 5 },
    { sha256: 'abc' },
    { concepts: [] },
    { concepts: [null] },
    { concepts: {} },
    concept({ name: '../../../X' }),
    concept({ name: '..' }),
    concept({ name: 'a/b' }),
    concept({ name: 'a\\b' }),
    concept({ name: '' }),
    concept({ name: ' mug' }),
    concept({ name: 'mug\n' }),
    concept({ name: 'm\0ug' }),
    concept({ name: 'm'.repeat(61) }),
    concept({ name: ['mug'] }),
    concept({ synonyms: 'cup' }),
    concept({ synonyms: [3] }),
    concept({ hypernyms: [{}] }),
    concept({ plurals: null }),
    concept({ category: undefined }),
    concept({ features: ['\u001b]0;'] }),
    concept({ symmetry: -1 }),
    concept({ symmetry: undefined }),
    { concepts: [...concept({ name: 'flower pot' }).concepts, ...concept({ name: 'flower-pot' }).concepts] },
  ])('prior.json with %j', async (change) => {
    changeManifest(change);
    await expectMistake(
      new RegExp(`prior.json is damaged: "${Object.keys(change)[0]}" is missing or wrong; it must be .`),
    );
  });

  test('prior.json with more words than any model reads', async () => {
    changeManifest({ vocabulary: Array(50_001).fill('red') });
    await expectMistake(/"vocabulary" is missing or wrong; it must be a list of words/);
  });

  test('prior.json with noise levels the wrong way round', async () => {
    changeManifest({ sigmaMin: 60, sigmaMax: 0.03 });
    await expectMistake(/prior.json is damaged: "sigmaMin" must be less than "sigmaMax"/);
  });

  test.each(['null', '[]', '3', '"prior"'])('prior.json that is %s', async (text) => {
    writeFileSync(join(folder, 'prior.json'), text);
    await expectMistake(/prior.json is damaged: it is no JSON object/);
  });

  test.each(['model.onnx', 'prior.json'])('%s larger than any is', async (file) => {
    truncateSync(join(folder, file), 2 ** 31);
    await expectMistake(new RegExp(`${file} has 2147483648 bytes; a file of its kind has at most \\d+`));
  });

  (process.platform === 'win32' ? test.skip : test).each(['model.onnx', 'prior.json'])(
    '%s that is a fifo',
    async (file) => {
      rmSync(join(folder, file));
      spawnSync('mkfifo', [join(folder, file)]);
      await expectMistake(new RegExp(`${file} is no plain file`));
    },
  );

  const TAKEN = [
    tensor('colour', 'float32', ['n', 's', 's', 3]),
    tensor('geometry', 'float32', ['n', 'h', 'h', 4]),
    tensor('sigma', 'float32', ['n']),
    tensor('tokens', 'int64', ['n', 't']),
    tensor('view', 'float32', ['n', 8]),
    tensor('light', 'float32', ['n', 3]),
    tensor('background', 'float32', ['n', 3]),
    tensor('views', 'int64', [1]),
  ];
  const GIVEN = [
    tensor('cleanColour', 'float32', ['n', 'a', 'b', 3]),
    tensor('cleanGeometry', 'float32', ['n', 'h', 'h', 4]),
  ];
  const sameGeometry = node('Identity', ['geometry'], 'cleanGeometry');
  const sameColour = node('Identity', ['colour'], 'cleanColour');
  /** Puts another model in the folder, or more behind the tiny one, and its sum in prior.json. */
  const forge = (bytes: Uint8Array) => {
    writeFileSync(join(folder, 'model.onnx'), bytes);
    changeManifest({ sha256: createHash('sha256').update(bytes).digest('hex') });
  };
  const addToModel = (bytes: Uint8Array) =>
    forge(Buffer.concat([readFileSync(join(TINY, 'model.onnx')), bytes]));
  const denoise = async () => {
    const prior = await loadPrior(folder, { threads: 1 });
    const { noisy, sigma, condition } = randomCall(12, 2, 'a cat');
    try {
      return await prior.denoise(noisy, sigma, condition);
    } finally {
      await prior.dispose();
    }
  };

  test('a model may leave sizes open', async () => {
    forge(model({ nodes: [sameColour, sameGeometry], inputs: TAKEN, outputs: GIVEN }));
    expect(Array.from(await denoise())).toEqual(Array.from(randomCall(12, 2, 'a cat').noisy));
  });

  test.each([
    [
      { imageSize: 16 },
      /its input colour is float32 \[n, 8, 8, 3\], and prior.json asks for float32 \[n, 16, 16, 3\]/,
    ],
    [{ tokenLength: 8 }, /its input tokens is int64 \[n, 16\], and prior.json asks for int64 \[n, 8\]/],
  ])('a model that does not fit prior.json: %j', async (change, message) => {
    changeManifest(change);
    await expectMistake(message);
  });

  test.each<[string, Parameters<typeof model>[0], RegExp]>([
    ['an input', { inputs: TAKEN.slice(0, 7) }, /it has no input views/],
    [
      'a type',
      { inputs: [...TAKEN.slice(0, 7), tensor('views', 'float32', [1])] },
      /its input views is float32 \[1\]/,
    ],
    ['an output', { outputs: GIVEN.slice(0, 1) }, /it has no output cleanGeometry/],
    [
      'a dimension',
      { inputs: [tensor('colour', 'float32', ['n', 's', 3]), ...TAKEN.slice(1)] },
      /input colour is float32 \[n, s, 3\]/,
    ],
    [
      'one more input',
      { inputs: [...TAKEN, tensor('more', 'float32', [1])] },
      /it asks for one more input, "more"/,
    ],
  ])('a model with another interface: %s', async (_, parts, message) => {
    forge(model({ nodes: [sameColour, sameGeometry], inputs: TAKEN, outputs: GIVEN, ...parts }));
    await expectMistake(message);
  });

  test('a model whose pictures have another size than it lets on', async () => {
    const twice = node('Concat', ['colour', 'colour'], 'cleanColour', { axis: 1 });
    forge(model({ nodes: [twice, sameGeometry], inputs: TAKEN, outputs: GIVEN }));
    await expect(denoise()).rejects.toThrow(UserError);
    await expect(denoise()).rejects.toThrow(
      /model.onnx does not run: its output cleanColour was \[2, 16, 8, 3\] in place of \[2, 8, 8, 3\]$/,
    );
  });

  test('a model has no file but its own read', async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      writeFileSync('weights.bin', Buffer.alloc(4096));
      for (const file of ['weights.bin', `../${basename(folder)}/weights.bin`, resolve('weights.bin')]) {
        addToModel(
          graph({
            nodes: [node('Mul', ['W', 'sigma'], 'y')],
            weights: [externalWeights('W', 1024, file)],
            outputs: [tensor('y', 'float32', ['any'])],
          }),
        );
        await expectMistake(/model.onnx is not a model of the prior's interface: .*External data path/i);
      }
    } finally {
      process.chdir(before);
    }
  });

  test('a file that is no model, though its sum is right', async () => {
    writeFileSync(join(folder, 'model.onnx'), 'no model');
    changeManifest({ sha256: createHash('sha256').update('no model').digest('hex') });
    await expectMistake(/is not a model of the prior's interface: .+; fetch the model again$/);
  });

  test('ONNX Runtime’s native library does not load', () => {
    // A preload breaks the loading of native libraries in every thread of a child process.
    const preload = join(folder, 'no-native.cjs');
    writeFileSync(
      preload,
      "process.dlopen = () => { throw new Error('libonnxruntime.so: not found\\nmore'); };",
    );
    const program = `
      import { loadPrior } from '@modeseek/priors/node';
      await loadPrior(${JSON.stringify(folder)}).catch(({ name, message }) => console.log(JSON.stringify({ name, message })));
    `;
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', '--input-type=module', '--eval', program],
      {
        cwd: fileURLToPath(new URL('.', import.meta.url)),
        env: { ...process.env, NODE_OPTIONS: `--require ${preload}` },
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      name: 'UserError',
      message: expect.stringMatching(
        /^onnxruntime-node, which runs the model, does not load on \w+ \w+: libonnxruntime.so: not found; it is made for .+$/,
      ),
    });
  });
});
