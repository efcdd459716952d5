import { isRecord, parseSummary, type RunEvent, type RunSummary } from '@modeseek/core';
import type { RunMessages } from '../run-feed.ts';
import { Curves } from './curves.ts';
import { element } from './element.ts';
import { Previews } from './previews.ts';
import { addEvent, emptyRun } from './run-state.ts';
import { Stage } from './stage.ts';
import { drawStatus } from './status.ts';

const page = document.documentElement;
const canvas = element('canvas', HTMLCanvasElement);
const download = element('download', HTMLAnchorElement);
const notice = element('notice', HTMLElement);
const previews = new Previews();
const curves = new Curves(element('chips', HTMLElement), element('curves', HTMLElement));

let run = emptyRun();
let files: RunMessages['files'] = {};
/** From config.json and summary.json, for what the events do not tell (yet). */
let configuredPrompt: string | undefined;
let savedSummary: RunSummary | undefined;
let about: RunMessages['about'] | undefined;
/** Files of the run that could be read and not understood. */
const damaged = new Set<string>();
let lastNews = Date.now();
let stage: Stage | undefined;
/** Version of mesh.glb on show, or being fetched. */
let meshVersion: string | undefined;
/** Name of the file that was dropped onto the page and is shown instead of the run's mesh. */
let dropped: string | undefined;
/** Why nothing is heard of the run, where that is so. */
let lost: string | undefined;

let drawing: ReturnType<typeof setTimeout> | undefined;
/** Draws once for messages that come together, as those of a long run do. */
function drawSoon(): void {
  drawing ??= setTimeout(draw, 30);
}

function draw(): void {
  clearTimeout(drawing);
  drawing = undefined;
  if (savedSummary && run.phase === 'waiting') {
    addEvent(run, { type: 'finish', time: savedSummary.secondsTotal, summary: savedSummary });
  }
  const prompt = run.prompt ?? configuredPrompt ?? about?.name ?? '…';
  const faults = [...(about?.faults ?? []), ...[...damaged].map((name) => `${name} is damaged`)];
  drawStatus(run, prompt, faults, files, (Date.now() - lastNews) / 1000);
  if (lost !== undefined) element('status', HTMLElement).textContent = lost;
  element('curves-section', HTMLElement).hidden = run.series.size === 0;
  curves.update(run);
  if (!dropped)
    download.download = `${
      prompt
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 100) || 'mesh'
    }.glb`;
}

/**
 * What the main area shows: the model when there is one, before that the newest preview, before that a line.
 */
function chooseView(): void {
  const model = stage?.hasModel && (dropped !== undefined || 'mesh.glb' in files);
  page.dataset.view = model ? 'model' : previews.count > 0 ? 'preview' : 'empty';
}

/** Shows a GLB; false, with a notice, when that cannot be done. */
async function showGlb(glb: ArrayBuffer, name: string): Promise<boolean> {
  try {
    if (!stage) {
      stage = new Stage(canvas);
      if (stage.inSoftware) press('rotate', false);
    }
  } catch {
    say('This browser shows no 3D: WebGL 2 is off or missing. The GLB can still be downloaded.');
    return false;
  }
  try {
    await stage.show(glb);
  } catch (error) {
    say(`${name} cannot be shown: ${error instanceof Error ? error.message : error}`);
    return false;
  }
  say('');
  applyToggles();
  return true;
}

async function showMesh(): Promise<void> {
  const version = files['mesh.glb'];
  if (dropped || version === undefined || version === meshVersion) return;
  meshVersion = version;
  const glb = await fetchFile('mesh.glb');
  if (glb) await showGlb(glb, 'mesh.glb');
  else meshVersion = undefined; // the viewer has stopped, or another mesh is about to come
  chooseView();
}

/** Says something in one line over the view, until the next model is shown. */
function say(text: string, ...actions: HTMLElement[]): void {
  notice.replaceChildren(text, ...actions);
  notice.hidden = text === '';
}

/** What a file of the run holds; undefined where the viewer does not answer, or has no such file. */
async function fetchFile(name: string): Promise<ArrayBuffer | undefined> {
  try {
    const response = await fetch(`files/${name}?v=${files[name]}`);
    return response.ok ? await response.arrayBuffer() : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a file of the run as JSON; one that is not what it should be is noted down. */
async function readFile<T>(name: string, parse: (text: string) => T | null): Promise<T | undefined> {
  const bytes = await fetchFile(name);
  const value = bytes && parse(new TextDecoder().decode(bytes));
  if (value === null) damaged.add(name);
  else damaged.delete(name);
  return value ?? undefined;
}

function parseConfig(text: string): { prompt?: unknown } | null {
  try {
    const config = JSON.parse(text);
    return isRecord(config) ? config : null;
  } catch {
    return null;
  }
}

// --- what the run tells

const feed = new EventSource('events');

function on<K extends keyof RunMessages & string>(name: K, hear: (message: RunMessages[K]) => void): void {
  feed.addEventListener(name, (event) => hear(JSON.parse(event.data)));
}

on('history', ({ events, idleSeconds }) => {
  run = emptyRun();
  for (const event of events) addEvent(run, event as RunEvent);
  lastNews = Date.now() - 1000 * idleSeconds;
  drawSoon();
});
on('append', ({ events, idleSeconds }) => {
  for (const event of events) addEvent(run, event as RunEvent);
  lastNews = Date.now() - 1000 * idleSeconds;
  drawSoon();
});
on('about', (now) => {
  about = now;
  element('back', HTMLAnchorElement).hidden = !about.listed;
  drawSoon();
});
on('files', async (now) => {
  const changed = (name: string) => name in now && now[name] !== files[name];
  const [config, summary] = [changed('config.json'), changed('summary.json')];
  files = now;
  previews.update(files);
  chooseView();
  drawSheet();
  await showMesh();
  if (config) {
    const prompt = (await readFile('config.json', parseConfig))?.prompt;
    configuredPrompt = typeof prompt === 'string' ? prompt : undefined;
  }
  if (summary) savedSummary = await readFile('summary.json', parseSummary);
  draw();
});
feed.addEventListener('error', () => {
  const refused = feed.readyState === EventSource.CLOSED;
  lost = refused
    ? 'The viewer does not show this run now: reload the page later'
    : 'The viewer has stopped. Trying again…';
  draw();
});
feed.addEventListener('open', () => {
  lost = undefined;
  draw();
});
setInterval(draw, 10_000); // how long the run has been silent

/** What a run leaves for people to look at, and what it is called. */
const SHEETS = [
  { file: 'contact-sheet.png', title: 'All views', alt: 'The object from several sides' },
  { file: 'picture.png', title: 'Picture', alt: 'What was made of the prompt' },
];

function drawSheet(): void {
  const sheet = SHEETS.find(({ file }) => file in files);
  element('sheets-section', HTMLElement).hidden = sheet === undefined;
  if (!sheet) return;
  const address = `files/${sheet.file}?v=${files[sheet.file]}`;
  element('sheets-title', HTMLElement).textContent = sheet.title;
  const picture = element('sheet', HTMLImageElement);
  picture.src = address;
  picture.alt = sheet.alt;
  element('sheet-link', HTMLAnchorElement).href = address;
}

// --- the toolbar

const toggles = ['rotate', 'unlit', 'wireframe'] as const;
const pressed = (id: string) => element(id, HTMLButtonElement).getAttribute('aria-pressed') === 'true';
const press = (id: string, on: boolean) =>
  element(id, HTMLButtonElement).setAttribute('aria-pressed', String(on));

function applyToggles(): void {
  if (!stage) return;
  stage.autoRotate = pressed('rotate');
  stage.unlit = pressed('unlit');
  stage.wireframe = pressed('wireframe');
}

for (const id of toggles) {
  element(id, HTMLButtonElement).addEventListener('click', () => {
    press(id, !pressed(id));
    applyToggles();
  });
}
press('rotate', !matchMedia('(prefers-reduced-motion: reduce)').matches);
canvas.addEventListener('pointerdown', () => {
  press('rotate', false); // whoever takes hold of the model wants it still
  applyToggles();
});
element('reset', HTMLButtonElement).addEventListener('click', () => stage?.resetCamera());
element('backdrop', HTMLButtonElement).addEventListener('click', () => {
  const dark =
    page.dataset.backdrop ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  page.dataset.backdrop = dark === 'dark' ? 'light' : 'dark';
});

const keys: Record<string, string> = {
  r: 'rotate',
  l: 'unlit',
  w: 'wireframe',
  b: 'backdrop',
  f: 'reset',
  d: 'download',
};
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || page.dataset.view !== 'model') return;
  if (event.target instanceof HTMLInputElement) return;
  const id = keys[event.key.toLowerCase()];
  if (id) document.getElementById(id)?.click();
});

// --- another model, dropped onto the page

addEventListener('dragover', (event) => {
  event.preventDefault();
  page.dataset.dragging = '';
});
addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) delete page.dataset.dragging;
});
addEventListener('drop', async (event) => {
  event.preventDefault();
  delete page.dataset.dragging;
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  if (!file.name.toLowerCase().endsWith('.glb')) {
    say(`${file.name} is no GLB: drop a file that ends in .glb`);
    return;
  }
  if (!(await showGlb(await file.arrayBuffer(), file.name))) return;
  if (dropped) URL.revokeObjectURL(download.href);
  dropped = file.name;
  chooseView();
  download.href = URL.createObjectURL(file);
  download.download = file.name;
  const back = document.createElement('button');
  back.type = 'button';
  back.textContent = 'Back to the run';
  back.addEventListener('click', async () => {
    URL.revokeObjectURL(download.href);
    download.href = 'files/mesh.glb';
    dropped = meshVersion = undefined;
    say('');
    await showMesh();
    chooseView();
    draw();
  });
  say(`Showing ${file.name}`, back);
});
