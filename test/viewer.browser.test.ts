import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, NodeIO } from '@gltf-transform/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { contactSheet, type Images } from '@modeseek/core';
import { decodePng, encodePng, writeFileAtomic } from '@modeseek/node';
import { startViewer, type Viewer } from '@modeseek/viewer';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from './chromium.fixture.ts';

/** The viewer's page in headless Chromium, over a run that trains and finishes while it watches. */

const CHROMIUM = findChromium();
const FLAGS = [
  ...CHROMIUM_FLAGS,
  '--disable-gpu',
  '--enable-unsafe-swiftshader', // WebGL in software
];
/** Milliseconds: software WebGL on a busy machine takes its time for the first picture. */
const PATIENCE = 120_000;

type Color = [red: number, green: number, blue: number];
const RED: Color = [0.8, 0.02, 0.02];
const BLUE: Color = [0.02, 0.02, 0.8];

let browser: Browser;
let page: Page;
let viewer: Viewer;
let run: string;
/** Everything that must not happen: errors on the page, requests to elsewhere. */
let complaints: string[];

/** Who only tries the program out may have no Chromium. CI must. */
const describeInBrowser = CHROMIUM || process.env.CI ? describe : describe.skip;

beforeAll(async () => {
  if (CHROMIUM) browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  else if (process.env.CI) throw new Error('no Chromium is installed');
  else
    console.warn('no Chromium here (CHROMIUM_PATH names one elsewhere): the tests of the viewer are skipped');
});
afterAll(() => browser?.close());

beforeEach(async () => {
  run = mkdtempSync(join(tmpdir(), 'viewer-run-'));
  mkdirSync(join(run, 'preview'));
  writeFileSync(join(run, 'config.json'), '{"prompt":"a red cube"}');
  viewer = await startViewer({ runDirectory: run });
  page = await browser.newPage({ viewport: { width: 1000, height: 640 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE);
  complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1')
      complaints.push(`request to ${request.url()}`);
  });
});
afterEach(async () => {
  await page.close();
  await viewer.close();
  rmSync(run, { recursive: true });
});

const tell = (event: object) => appendFileSync(join(run, 'events.jsonl'), `${JSON.stringify(event)}\n`);
const text = (id: string) => page.locator(`#${id}`).textContent();
const view = (name: string) => page.waitForSelector(`html[data-view=${name}]`);
const untilStatus = (status: string) => page.locator('#status', { hasText: status }).waitFor();

/** A cube of one vertex colour (linear), 1.2 across. */
async function cube(color: Color): Promise<Uint8Array> {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((i) =>
    [i & 1, (i >> 1) & 1, i >> 2].map((bit) => (bit ? 0.6 : -0.6)),
  );
  const faces = [0, 2, 3, 1, 4, 5, 7, 6, 0, 1, 5, 4, 2, 6, 7, 3, 0, 4, 6, 2, 1, 3, 7, 5];
  const triangles = [0, 4, 8, 12, 16, 20].flatMap((f) => [0, 1, 2, 0, 2, 3].map((k) => faces[f + k]));
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type: 'VEC3' | 'SCALAR', array: Float32Array | Uint16Array) =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', new Float32Array(corners.flat())))
    .setAttribute('COLOR_0', accessor('VEC3', new Float32Array(corners.flatMap(() => color))))
    .setIndices(accessor('SCALAR', new Uint16Array(triangles)))
    .setMaterial(document.createMaterial().setMetallicFactor(0));
  document
    .createScene()
    .addChild(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)));
  return new NodeIO().writeBinary(document);
}

/** A GLB with another text in its description. */
function forged(glb: Buffer, text: string, other: string): Buffer {
  const end = 20 + glb.readUInt32LE(12);
  const description = glb.toString('utf8', 20, end);
  const json = Buffer.from(description.replaceAll(text, other).padEnd(4 * description.length));
  expect(description).toContain(text);
  const bytes = Buffer.concat([glb.subarray(0, 20), json, glb.subarray(end)]);
  bytes.writeUInt32LE(bytes.length, 8);
  bytes.writeUInt32LE(json.length, 12);
  return bytes;
}

/** A picture of one flat colour. */
function flat(color: Color): Images {
  const data = new Float32Array(32 * 32 * 3).map((_, i) => color[i % 3]);
  return { data, batch: 1, height: 32, width: 32 };
}

const preview = (color: Color) => encodePng(flat(color));
/** Views in rows of four, each of one colour. */
const sheet = (colors: Color[]) => encodePng(contactSheet(colors.map(flat), 4));

/** The 3D view's part of the page, the toolbar and panel left out. */
const STAGE = { x: 100, y: 60, width: 430, height: 480 };

/** What share of the 3D view, or of an element, is plainly of a colour. */
async function share(color: Color, element?: Locator): Promise<number> {
  const shot = element ? await element.screenshot() : await page.screenshot({ clip: STAGE });
  const { data } = decodePng(shot);
  const strong = color.indexOf(Math.max(...color));
  let count = 0;
  for (let i = 0; i < data.length; i += 3) {
    const others = [0, 1, 2].filter((c) => c !== strong).map((c) => data[i + c]);
    if (data[i + strong] > Math.max(...others) + 0.25) count++;
  }
  return (3 * count) / data.length;
}

/** Waits until more than a share of the 3D view, or of an element, is of a colour. */
async function untilShown(color: Color, element?: Locator, least = 0.05): Promise<number> {
  const end = Date.now() + PATIENCE;
  let found = 0;
  while (found <= least && Date.now() < end) found = await share(color, element);
  expect(found).toBeGreaterThan(least);
  return found;
}

jest.setTimeout(300_000);

describeInBrowser('the viewer in a browser', () => {
  test('follows a run from its first event to its mesh without a reload', async () => {
    await page.goto(viewer.url);
    await untilStatus('Waiting for training to begin');
    await page.locator('#prompt', { hasText: 'a red cube' }).waitFor();
    expect(await page.locator('html').getAttribute('data-view')).toBe('empty');

    const warnings = ['not understood, and left out: "sparkly"'];
    const start = { prompt: 'a red cube', warnings, steps: 200, backend: 'cpu', resumedFrom: 0 };
    tell({ type: 'start', time: 0, ...start });
    await untilStatus('Training, step 0 of 200');
    tell({ type: 'update', time: 0.1, step: 1, share: 0.25 });
    await untilStatus('Training, step 1 of 200');
    expect(await page.locator('#progress').getAttribute('value')).toBe('0.25');
    for (let step = 1; step <= 100; step++) {
      tell({
        type: 'step',
        time: step / 10,
        step,
        values: { meanShift: 1 / step, bandwidth: 0.5, rays: 4096 },
      });
    }
    tell({ type: 'update', time: 10, step: 101, share: 0.625 });
    writeFileAtomic(join(run, 'preview', 'step-000100.png'), preview(BLUE));
    await untilStatus('Training, step 101 of 200');
    expect(await text('detail')).toBe('10 s, about 10 s left · cpu');
    expect(await text('warnings')).toBe(warnings[0]);
    await view('preview');
    await untilShown(BLUE);
    expect(await text('scrub-label')).toBe('step 100');
    expect(await page.locator('.chart').count()).toBe(2);
    await page.locator('#chips button', { hasText: 'rays' }).click();
    expect(await page.locator('.chart').count()).toBe(3);

    tell({ type: 'step', time: 12, step: 120, values: { meanShift: 0.25 } });
    await untilStatus('Training, step 120 of 200');
    expect(await page.locator('.chart output').first().textContent()).toBe('0.25');
    await page.locator('.chart .u-over').first().hover();
    for (const output of await page.locator('.chart output').all()) {
      expect(await output.textContent()).toMatch(/^step (99|100): /); // the middle of 200
    }
    await page.locator('#prompt').hover();
    expect(await page.locator('.chart output').first().textContent()).toBe('0.25');

    writeFileAtomic(join(run, 'mesh.glb'), await cube(RED));
    await view('model');
    await untilShown(RED);
    expect(await share(BLUE)).toBe(0);

    const summary = {
      prompt: 'a red cube',
      seed: 7,
      steps: 200,
      backend: 'cpu',
      secondsTrain: 20,
      secondsTotal: 25,
    };
    const counts = { peakMemoryMiB: 512, longestBlockMs: 20, triangles: 12, droppedSteps: 0, threads: 2 };
    const made = {
      date: '2026-01-01',
      version: '0.1.0',
      platform: 'Node',
      model: '00',
      config: {},
      warnings,
    };
    tell({ type: 'finish', time: 25, summary: { ...summary, ...counts, ...made } });
    await untilStatus('Finished, 200 steps in 20 s');
    expect(await text('summary')).toContain('Triangles12');
    expect(await text('summary')).toContain('Seed7');
    expect(await page.locator('#back').isVisible()).toBe(false);

    writeFileAtomic(join(run, 'mesh.glb'), await cube(BLUE));
    await untilShown(BLUE);
    expect(complaints).toEqual([]);
  });

  test('a run of another version, whose summary tells less, is shown as finished', async () => {
    const summary = { prompt: 'a cube', steps: 9, secondsTrain: 20, secondsTotal: 25, triangles: 12 };
    writeFileSync(join(run, 'summary.json'), JSON.stringify(summary));
    await page.goto(viewer.url);
    await untilStatus('Finished, 9 steps in 20 s');
    expect(await text('summary')).toBe('Triangles12Training20 sTotal25 s');
    expect(await page.locator('#faults li').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('the list of runs follows them in place, with stills, and each leads back to it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'viewer-runs-'));
    const start = (name: string, prompt: string) => {
      mkdirSync(join(folder, name, 'preview'), { recursive: true });
      writeFileAtomic(join(folder, name, 'config.json'), JSON.stringify({ prompt }));
    };
    const card = page.locator('.card', { hasText: 'a <red> cube' });
    start('a-cube', 'a <red> cube');
    const list = await startViewer({ runDirectory: folder });
    try {
      await page.goto(list.url);
      await card.filter({ hasText: 'No picture yet' }).waitFor();
      await card.focus();
      await card.evaluate((element) => element.setAttribute('data-kept', ''));

      writeFileAtomic(join(folder, 'a-cube/preview/step-000001.png'), sheet([BLUE, RED, RED, RED]));
      await card.filter({ hasText: 'In training' }).waitFor();
      await untilShown(BLUE, card.locator('.picture'), 0.95);

      writeFileAtomic(join(folder, 'a-cube/contact-sheet.png'), sheet([RED, ...Array(7).fill(BLUE)]));
      writeFileAtomic(join(folder, 'a-cube/mesh.glb'), await cube(RED));
      await card.filter({ hasText: 'Model ready' }).waitFor();
      await untilShown(RED, card.locator('.picture'), 0.95);

      start('a-ball', 'a ball');
      await page.locator('#count', { hasText: '2 runs' }).waitFor();
      expect(await page.locator('.card strong').allTextContents()).toEqual(['a ball', 'a <red> cube']);
      expect(await page.locator('.card[data-kept]:focus').count()).toBe(1);

      await card.click();
      await untilStatus('Model ready');
      await page.locator('#back').click();
      await page.locator('#count', { hasText: '2 runs' }).waitFor();
      expect(page.url()).toBe(list.url);
      expect(complaints).toEqual([]);
    } finally {
      await page.goto('about:blank');
      await list.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('toolbar, keys, download and a dropped file', async () => {
    const glb = await cube(RED);
    writeFileSync(join(run, 'mesh.glb'), glb);
    await page.goto(viewer.url);
    await view('model');
    await untilShown(RED);
    await untilStatus('Model ready');

    const pressed = (id: string) => page.locator(`#${id}`).getAttribute('aria-pressed');
    expect(await pressed('rotate')).toBe('false'); // the test's browser asks for reduced motion
    await page.locator('#unlit').click();
    expect(await pressed('unlit')).toBe('true');
    await page.keyboard.press('w');
    expect(await pressed('wireframe')).toBe('true');
    await page.keyboard.press('b');
    await page.waitForSelector('html[data-backdrop=dark]');
    const whole = await untilShown(RED);
    await page.locator('#canvas').focus();
    for (let i = 0; i < 12; i++) await page.keyboard.press('-');
    const end = Date.now() + PATIENCE;
    let small = whole;
    while (small > whole / 2 && Date.now() < end) small = await share(RED);
    expect(small).toBeLessThan(whole / 2);

    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('d')]);
    expect(download.suggestedFilename()).toBe('a-red-cube.glb');

    const bytes = [...(await cube(BLUE))];
    const drop = (name: string) =>
      page.evaluate(
        ({ name, bytes }) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
          window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
        },
        { name, bytes },
      );
    await drop('notes.txt');
    await page.locator('#notice', { hasText: 'notes.txt is no GLB' }).waitFor();
    await drop('mine.glb');
    await page.locator('#notice', { hasText: 'Showing mine.glb' }).waitFor();
    await page.keyboard.press('f');
    await untilShown(BLUE);
    await page.locator('#notice button').click();
    await untilShown(RED);
    expect(complaints).toEqual([]);
  });

  test('a damaged mesh is named, the previews stay', async () => {
    writeFileSync(join(run, 'preview', 'step-000100.png'), preview(BLUE));
    writeFileSync(join(run, 'mesh.glb'), 'no mesh at all');
    await page.goto(viewer.url);
    await page.locator('#notice', { hasText: 'mesh.glb cannot be shown' }).waitFor();
    await view('preview');
    await untilShown(BLUE);
    expect(complaints).toEqual([]);
  });

  test('a mesh that claims more than it holds is refused before anything is made for it', async () => {
    writeFileSync(join(run, 'preview', 'step-000100.png'), preview(BLUE));
    const glb = Buffer.from(await cube(RED));
    writeFileSync(join(run, 'mesh.glb'), forged(glb, '"count":8', '"count":3e8'));
    await page.goto(viewer.url);
    await page
      .locator('#notice', { hasText: 'mesh.glb cannot be shown: it claims more than it holds' })
      .waitFor();
    await view('preview');
    writeFileAtomic(join(run, 'mesh.glb'), glb);
    await view('model');
    await untilShown(RED);
    expect(complaints).toEqual([]);
  });

  test('files and events that are damaged are named, the rest is shown', async () => {
    for (const name of ['config.json', 'summary.json']) writeFileSync(join(run, name), 'null');
    mkdirSync(join(run, 'turntable.webp'));
    for (const type of ['start', 'step', 'update', 'phase', 'finish', 'waited', 'nothing'])
      tell({ type, time: 1 });
    tell({ type: 'finish', time: 1, summary: null });
    tell({ type: 'finish', time: 1, summary: { steps: {} } });
    tell({ type: 'step', time: 1, step: 1, values: { loss: '<b>', least: -1e308, greatest: 1e308 } });
    tell({ type: 'start', time: 0, prompt: 'a red cube', steps: 9e15, backend: 'cpu', resumedFrom: 0 });
    for (const step of [1, 2]) {
      tell({ type: 'step', time: 1, step, values: { least: -1.7e308, greatest: 1.7e308, loss: null } });
    }
    await page.goto(viewer.url);
    await untilStatus('Training, step 2 of 9000000000000000');
    const faults = page.locator('#faults li');
    await faults.nth(2).waitFor();
    expect(await faults.allTextContents()).toEqual([
      'turntable.webp is a folder, where a file was expected',
      'config.json is damaged',
      'summary.json is damaged',
    ]);
    await page.locator('#chips button', { hasText: 'greatest' }).click();
    expect(await page.locator('.chart').count()).toBe(2);
    writeFileAtomic(join(run, 'config.json'), '{"prompt":"a red cube"}');
    writeFileAtomic(join(run, 'summary.json'), '{"steps":null}');
    await page.locator('#faults', { hasNotText: 'config.json' }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('the list names a run that cannot be read, beside the others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'viewer-runs-'));
    for (const name of ['a-ball', 'a-cube']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'a-ball', 'config.json'), '{"prompt":"a ball"}');
    mkdirSync(join(folder, 'a-cube', 'events.jsonl'));
    const list = await startViewer({ runDirectory: folder });
    try {
      await page.goto(list.url);
      await page.locator('#count', { hasText: '2 runs' }).waitFor();
      const fault = 'events.jsonl is a folder, where a file was expected';
      expect(await page.locator('.card .warnings').allTextContents()).toEqual([fault, '']);
      await page.locator('.card', { hasText: 'a-cube' }).click();
      await page.locator('#faults', { hasText: fault }).waitFor();
      expect(await text('prompt')).toBe('a-cube');
      expect(complaints).toEqual([]);
    } finally {
      await page.goto('about:blank');
      await list.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('with a token in its address it shows a list, a run, pictures and the mesh', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'viewer-runs-'));
    mkdirSync(join(folder, 'a-cube', 'preview'), { recursive: true });
    writeFileSync(join(folder, 'a-cube/preview/step-000001.png'), sheet([BLUE, RED, RED, RED]));
    writeFileSync(join(folder, 'a-cube/mesh.glb'), await cube(RED));
    const list = await startViewer({ runDirectory: folder, host: '0.0.0.0' });
    try {
      const url = list.url.replace('0.0.0.0', '127.0.0.1');
      await page.goto(url);
      const card = page.locator('.card', { hasText: 'a-cube' });
      await untilShown(BLUE, card.locator('.picture'), 0.95);
      await card.click();
      await untilStatus('Model ready');
      await untilShown(RED);
      await page.locator('#back').click();
      await card.waitFor();
      expect(page.url()).toBe(url);
      expect(complaints).toEqual([]);
    } finally {
      await page.goto('about:blank');
      await list.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('a narrow window shows all of it without scrolling sideways', async () => {
    tell({ type: 'start', time: 0, prompt: 'a red cube', steps: 10, backend: 'cpu', resumedFrom: 0 });
    tell({ type: 'step', time: 1, step: 1, values: { aValueWithAVeryLongNameThatNeedsRoom: 1, loss: 2 } });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(viewer.url);
    await untilStatus('Training, step 1 of 10');
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(content).toBeLessThanOrEqual(window);
    await page.locator('.chart').first().scrollIntoViewIfNeeded();
    expect(await page.locator('.chart').first().isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });
});
