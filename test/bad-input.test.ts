import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findAdapter } from '@modeseek/backend';
import { machineMemory } from '@modeseek/cli/src/machine-memory.ts';
import { decodeSafetensors, encodeSafetensors } from '@modeseek/core';
import { FolderStore } from '@modeseek/node';
import { makeLatentModel } from '@modeseek/priors/src/node/latent-model.fixture.ts';
import { parseConfig, Run } from '@modeseek/trainer';
import { modeseek, modeseekHere, ROUGH_MESH, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Every file and folder below the test's folder. */
const left = () => readdirSync(folder.path, { recursive: true }).map(String).sort();

/** Runs the program and expects one line of complaint, exit code 2, and nothing written. */
async function expectRefusal(args: string[], ...complaint: string[]): Promise<void> {
  const before = left();
  const { code, stdout, stderr } = await modeseekHere(folder.path, ...args);
  expect(stderr).toMatch(/^modeseek[^\n]*\n$/);
  for (const part of complaint) expect(stderr).toContain(part);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(left()).toEqual(before);
}

/** A run that takes no time. */
const QUICK = [
  ...['--steps', '2', '--batch', '1', '--resolution', '8', '--field-levels', '2'],
  ...['--inner-steps', '2', '--sampler-steps', '1', '--quiet'],
  ...ROUGH_MESH,
];

const tiny = (...args: string[]) => ['train', '--model', TINY_MODEL, ...args];

/** The tiny model with one of its files changed. */
function damagedModel(file: string, content: string | Uint8Array): string {
  const model = join(folder.path, 'model');
  cpSync(TINY_MODEL, model, { recursive: true });
  writeFileSync(join(model, file), content);
  return model;
}

test('the program itself exits with 2 and one line of complaint', async () => {
  const outcome = await modeseek(folder.path, 'trian');
  expect(outcome).toEqual({
    code: 2,
    stdout: '',
    stderr: 'modeseek: unknown command trian; did you mean train?\n',
  });
});

describe('a wrong command line is refused', () => {
  test.each([
    [
      'unknown flag',
      ['train', '--promt', 'a mug'],
      'modeseek train: unknown flag --promt; did you mean --prompt?',
    ],
    ['unknown command', ['trian'], 'unknown command trian; did you mean train?'],
    ['no command', [], 'no command given'],
    ['missing value', ['train', '--prompt'], '--prompt needs a value'],
    ['no prompt', ['train'], '--prompt is missing'],
    ['prompt without quotes', ['train', '--prompt', 'a', 'mug'], 'given twice, as --prompt and as "mug"'],
    ['words without quotes', ['train', 'a', 'mug'], 'unexpected argument mug'],
    [
      'no number',
      tiny('--prompt', 'a mug', '--steps', 'many'),
      "--steps is 'many'; it must be a whole number",
    ],
    [
      'number out of range',
      tiny('--prompt', 'a mug', '--textureless-share', '2'),
      "--textureless-share is '2'; it must be a number from 0 to 1",
    ],
    ...Object.entries({
      '--steps': '1e15',
      '--preview-resolution': '20000',
      '--samples-per-diagonal': '1e7',
      '--threads': '3000',
      '--seed': '1e10',
    }).map(([flag, value]): [string, string[], string] => [
      `${flag} beyond all sense`,
      tiny('--prompt', 'a mug', flag, value),
      `${flag} is '${value}'; it must be a whole number from `,
    ]),
    [
      'a negative prompt of a model that reads none',
      tiny('--prompt', 'a mug', '--negative-prompt', 'blurry'),
      '--negative-prompt does nothing here: the model knows prompts of certain objects alone',
    ],
    ...['--perp-neg', '--no-view-words'].map((flag): [string, string[], string] => [
      `${flag} of a model that is told no words for views`,
      tiny('--prompt', 'a mug', flag),
      `${flag.replace('no-', '')} does nothing here: the model is told cameras themselves`,
    ]),
    [
      'more samples than there is memory for',
      tiny('--prompt', 'a mug', '--batch', '8', '--resolution', '512', '--samples-per-diagonal', '4096'),
      '--samples-per-diagonal is 4096, batch is up to 8 and resolution up to 512: ',
    ],
    [
      'a word for a switch',
      tiny('--prompt', 'a mug', '--compose=yes'),
      "--compose is 'yes'; it is a switch: --compose or --no-compose",
    ],
    ['a word for a switch of another command', ['doctor', '--json=1'], "--json is '1'; it is a switch"],
    ['a flag twice', tiny('--prompt', 'a mug', '--prompt', 'a cat'), '--prompt is given twice'],
    ['what a terminal would obey', ['train', '\x1b[2J', '\u202emug'], 'unexpected argument \\u202emug'],
    [
      'unknown choice',
      tiny('--prompt', 'a mug', '--guidance', 'dreams'),
      'known: msd, msd-paper, sds, sdi, vsd',
    ],
    [
      'a word for a number',
      tiny('--prompt', 'a mug', '--guidance-scale', 'high'),
      "--guidance-scale is 'high'; it must be a number from 0 to 1000",
    ],
    [
      'contradiction',
      tiny('--prompt', 'a mug', '--distance-min', '5'),
      '--distance-min is 5; it must be at most',
    ],
    ['bad schedule', tiny('--prompt', 'a mug', '--learning-rate', '0:fast'), '--learning-rate is "0:fast"'],
    ['missing configuration', tiny('--config', 'none.json'), 'cannot read none.json'],
    ['export of nothing', ['export', 'runs/none'], 'runs/none holds no run'],
    ['view of nothing', ['view', 'runs/none', '--no-open'], 'runs/none does not exist'],
    ['unknown benchmark', ['bench', 'nothing'], 'unknown benchmark nothing; known: '],
    ['unknown concept', ['prior', 'preview', 'hamburgr'], 'did you mean hamburger?'],
  ])('%s', async (_, args, complaint) => {
    await expectRefusal(args, complaint);
  });

  test('configuration that is no JSON, or has an unknown option', async () => {
    writeFileSync(join(folder.path, 'a.json'), 'steps: 3');
    await expectRefusal(tiny('--prompt', 'a mug', '--config', 'a.json'), 'a.json is not JSON');
    writeFileSync(join(folder.path, 'a.json'), '{"stepz": 3}');
    await expectRefusal(tiny('--prompt', 'a mug', '--config', 'a.json'), 'unknown option stepz');
  });
});

describe('a prompt that cannot work is refused', () => {
  test('empty', () => expectRefusal(tiny('--prompt', '  '), '--prompt is empty'));
  test('over-long', () => expectRefusal(tiny('--prompt', 'mug '.repeat(500)), 'characters'));
  test.each([
    ['of nothing that the model knows', 'a dragon', ['"dragon" names no object', '--model']],
    ['about nothing that the model knows', 'a dragon on a chair', ['"dragon" names no object']],
    ['in another language', 'ein Hamburger', ['prompts are understood in English']],
    [
      'of more than six of a kind',
      'seven ducks',
      ['"seven ducks" cannot be made: of a kind there are 6 at most'],
    ],
    ['of two objects as one', 'a cat holding a duck', ['names two objects']],
  ])('%s', async (_, prompt, complaint) => {
    await expectRefusal(tiny('--prompt', prompt), ...complaint);
    await expectRefusal(tiny('--prompt', prompt, '--dry-run', '--json', '--quiet'), ...complaint);
  });
  test.each([
    [
      'of a relation',
      'a cat under a chair',
      ['one picture cannot show "a cat under a chair"', '"a cat on a chair"'],
    ],
    ['of several', 'two ducks', ['cannot show several of a kind', 'ask for "a duck"']],
  ])('%s that no one field can have', async (_, prompt, complaint) => {
    await expectRefusal(tiny('--prompt', prompt, '--no-compose'), ...complaint);
  });
});

describe('what is not understood of a prompt is said', () => {
  const leftOut = 'not understood, and left out: "sparkly"';
  const prompt = ['--prompt', 'a sparkly mug'];

  test.each([[['--dry-run']], [['--dry-run', '--quiet']], [['--dry-run', '--json', '--quiet']]])(
    'with %j',
    async (flags) => {
      const { code, stdout, stderr } = await modeseek(folder.path, ...tiny(...prompt, ...flags));
      expect({ code, stderr }).toEqual({ code: 0, stderr: `Warning: ${leftOut}\n` });
      expect(JSON.parse(stdout)).toMatchObject({ objects: ['mug'], warnings: [leftOut] });
    },
  );

  test('by a run, too, which keeps it', async () => {
    const flags = [...QUICK, '--json', '--out', 'run'];
    const { code, stdout, stderr } = await modeseek(folder.path, ...tiny(...prompt, ...flags));
    expect({ code, stderr }).toEqual({ code: 0, stderr: `Warning: ${leftOut}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ warnings: [leftOut] });
    const read = (file: string) => readFileSync(join(folder.path, 'run', file), 'utf8');
    expect(JSON.parse(read('summary.json'))).toMatchObject({ warnings: [leftOut] });
    expect(JSON.parse(read('events.jsonl').split('\n')[0])).toMatchObject({
      type: 'start',
      prompt: 'a sparkly mug',
      warnings: [leftOut],
    });
  });

  test('a slip of the finger is taken for the word that it was meant to be', async () => {
    const args = tiny('--prompt', 'a hambruger', '--dry-run', '--quiet');
    const { stdout, stderr } = await modeseek(folder.path, ...args);
    expect(stderr).toBe('Warning: "hambruger" is taken as "hamburger"\n');
    expect(JSON.parse(stdout)).toMatchObject({ config: { prompt: 'a hambruger' }, objects: ['hamburger'] });
  });
});

describe('a model that cannot work is refused', () => {
  const train = (model: string) => ['train', '--prompt', 'a mug', '--model', model];
  test('missing', () =>
    expectRefusal(train('no/such/model'), `${join(folder.path, 'no/such/model')} does not exist`));
  test('of the hub, and not downloaded', () =>
    expectRefusal(train('no-such/model'), 'get it with yarn models pull no-such/model'));
  test('that looks at no anchors, when there are to be some', () =>
    expectRefusal(
      [...train(makeLatentModel(join(folder.path, 'latent'), 'sd1')), '--anchors', '4'],
      '--anchors is 4; the model looks at no pictures but those that it is asked about, so give 0',
    ));
  test('with a damaged description', () =>
    expectRefusal(train(damagedModel('prior.json', '{')), 'prior.json is damaged'));
  test('with damaged weights', () =>
    expectRefusal(train(damagedModel('model.onnx', 'x')), 'model.onnx is damaged'));
});

describe('a place that cannot be written is refused', () => {
  test('a file', async () => {
    writeFileSync(join(folder.path, 'taken'), '');
    await expectRefusal(tiny('--prompt', 'a mug', '--out', 'taken'), 'taken is a file');
    await expectRefusal(tiny('--prompt', 'a mug', '--out', 'taken/run'), 'taken is a file');
  });

  test('a folder with something else in it', async () => {
    mkdirSync(join(folder.path, 'photos'));
    writeFileSync(join(folder.path, 'photos/cat.jpg'), '');
    const args = tiny('--prompt', 'a mug', '--out', 'photos');
    await expectRefusal(args, 'photos is not empty and holds no run');
    await expectRefusal([...args, '--overwrite'], 'photos is not empty and holds no run');
  });
});

test('a dry run writes nothing, and says what would be made', async () => {
  cpSync(TINY_MODEL, join(folder.path, 'model'), { recursive: true });
  const before = left();
  const args = ['train', '--prompt', 'a mug', '--model', 'model', '--seed', '7', '--dry-run'];
  const { code, stdout } = await modeseek(folder.path, ...args);
  expect(code).toBe(0);
  expect(left()).toEqual(before);
  expect(JSON.parse(stdout)).toMatchObject({
    directory: 'runs/a-mug-seed7-model',
    config: { seed: 7, model: join(folder.path, 'model'), guidanceScale: 4 },
    model: expect.stringMatching(/^[0-9a-f]{64}$/),
    objects: ['mug'],
    warnings: [],
    memoryMiB: expect.any(Number),
  });
});

test.each([
  ['a duck on a red chair', [], ['duck', 'red chair']],
  ['a duck on a red chair', ['--no-compose'], ['a duck on a red chair']],
  ['three ducks behind a red chair', [], ['duck', 'red chair']],
])('a dry run tells which objects would be made of "%s", with %j', async (prompt, flags, objects) => {
  const { stdout } = await modeseek(folder.path, ...tiny('--prompt', prompt, '--dry-run', ...flags));
  const { modelPictures, ...plan } = JSON.parse(stdout);
  expect(plan.objects).toEqual(objects);
  const one = JSON.parse((await modeseek(folder.path, ...tiny('--prompt', 'a duck', '--dry-run'))).stdout);
  expect(modelPictures).toBe(objects.length * one.modelPictures);
});

test.each([
  ['train', 'a duck under a chair', ['--no-compose'], '"a duck under a chair"'],
  ['train', 'two ducks', ['--no-compose'], 'several of a kind, as of "duck"'],
  ['image', 'two ducks', [], 'several of a kind, as of "duck"'],
])('%s of "%s" with %j is no one picture', (command, prompt, flags, what) =>
  expectRefusal([command, prompt, '--model', TINY_MODEL, ...flags], `one picture cannot show ${what}`),
);

// These need about 128 GiB, which some machines have.
(machineMemory() < 64 * 2 ** 30 ? test : test.skip)(
  'what there is no memory for is refused, unless the run has begun',
  async () => {
    const options = { prompt: 'a mug', batch: 64, samples: 64 };
    const flags = ['--batch', '64', '--samples', '64', '--dry-run'];
    await expectRefusal(['train', 'a mug', ...flags], 'GiB of memory', 'lower --batch or');
    await Run.create(new FolderStore(join(folder.path, 'run')), parseConfig(options));
    const outcome = await modeseekHere(folder.path, 'train', '--resume', '--out', 'run', '--dry-run');
    const warning = /^Warning: this needs about [\d.]+ GiB of memory, and there are [\d.]+\n$/;
    expect(outcome).toMatchObject({ code: 0, stderr: expect.stringMatching(warning) });
  },
);

const adapter = await findAdapter();
(adapter ? test.skip : test)('a GPU that is asked for and not there is refused', () =>
  expectRefusal(tiny('--prompt', 'a mug', '--backend', 'webgpu'), 'GPU'),
);

test('a port in use is refused', async () => {
  mkdirSync(join(folder.path, 'run'));
  writeFileSync(join(folder.path, 'run/config.json'), '{}');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  try {
    await expectRefusal(['view', 'run', '--no-open', '--port', String(port)], `port ${port} is in use`);
  } finally {
    server.close();
  }
});

test('runs that are there are neither overwritten nor continued by mistake', async () => {
  const train = tiny('--prompt', 'a red mug', ...QUICK);
  expect(await modeseek(folder.path, ...train)).toEqual({ code: 0, stdout: '', stderr: '' });
  await expectRefusal(
    train,
    'runs/a-red-mug-tiny-prior already holds a run',
    '--resume',
    '--overwrite',
    '--out',
  );
  await expectRefusal([...train, '--resume', '--kappa', '0.5'], 'was started with kappa 1');
  await expectRefusal([...train, '--resume', '--seed', '9'], 'a-red-mug-seed9-tiny-prior holds no run');
  await expectRefusal([...train, '--resume', '--overwrite'], '--resume', '--overwrite');

  const checkpointPath = 'runs/a-red-mug-tiny-prior/checkpoint.safetensors';
  const checkpoint = join(folder.path, checkpointPath);
  const bytes = readFileSync(checkpoint);
  const file = decodeSafetensors(bytes);
  writeFileSync(checkpoint, encodeSafetensors({ ...file, metadata: { ...file.metadata, version: '99' } }));
  await expectRefusal(['export', 'runs/a-red-mug-tiny-prior'], 'checkpoint version 99');
  await expectRefusal([...train, '--resume'], 'checkpoint version 99');
  writeFileSync(checkpoint, bytes.subarray(0, bytes.length / 2));
  await expectRefusal(['export', 'runs/a-red-mug-tiny-prior'], 'checkpoint.safetensors is damaged');
  rmSync(checkpoint);
  mkdirSync(checkpoint);
  await expectRefusal(
    ['export', 'runs/a-red-mug-tiny-prior'],
    `${checkpointPath}: is a folder where a file was expected`,
  );
  rmSync(checkpoint, { recursive: true });
  writeFileSync(checkpoint, bytes);
  await expectRefusal(
    ['export', 'runs/a-red-mug-tiny-prior', '--out', 'no/such/folder/x.glb'],
    'no/such/folder is no folder',
  );
  const asked: [flags: string[], ...told: string[]][] = [
    [['--resolution', '4'], "--resolution is '4'"],
    [['--out', 'mug.fbx'], 'mug.fbx ends in no format', '.glb, .gltf, .obj, .ply, .stl, .3mf, .usdz'],
    [['--out', 'mug'], 'mug ends in no format'],
    [['--out', 'mug.OBJ', '--format', 'glb'], '--format is glb, and --out mug.OBJ is a file of obj'],
    [['--format', 'stl', '--texture-size', '64'], '--texture-size is 64; stl has no textures'],
    [['--out', 'mug.obj', '--compress', 'meshopt'], '--compress is meshopt; that is for glb and gltf'],
    [['--size', '60'], "--size is '60'; it must be a length such as 60mm"],
    [['--size', '6cm', '--scale', '1'], 'size and scale exclude each other'],
  ];
  for (const [flags, ...told] of asked) {
    await expectRefusal(['export', 'runs/a-red-mug-tiny-prior', ...flags], ...told);
  }
});

test('a flag that is no switch cannot be switched off', async () => {
  for (const args of [
    ['view', 'none', '--no-port'],
    ['export', 'none', '--no-out'],
    ['train', 'a mug', '--no-out'],
    ['train', 'a mug', '--no-steps'],
  ]) {
    await expectRefusal(args, 'is no switch');
  }
});
