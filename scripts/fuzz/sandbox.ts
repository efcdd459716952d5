import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What Node is told so that it runs TypeScript, and packages resolve to each other's sources. */
export const SOURCE = [
  '--conditions=source',
  '--import',
  pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href,
];
export const PROGRAM = join(ROOT, 'packages/cli/src/main.ts');
export const TINY_MODEL = join(ROOT, 'packages/priors/fixtures/tiny-prior');
export const FAULT_PRELOAD = new URL('./fault-preload.ts', import.meta.url).href;

/** A place for programs that may do harm: a home and a temporary folder of its own. */
export class Sandbox {
  readonly root = mkdtempSync(join(tmpdir(), 'modeseek-sandbox-'));
  readonly home = join(this.root, 'home');
  readonly temporary = join(this.root, 'tmp');
  /** Several folders down, so that what climbs up a few stays inside. */
  readonly #work = join(this.root, 'work/a/b');
  readonly env: NodeJS.ProcessEnv;
  readonly #endings: (() => Promise<void>)[] = [];

  constructor() {
    for (const folder of [this.home, this.temporary, this.#work]) mkdirSync(folder, { recursive: true });
    // Where tsx keeps what it has compiled, in a checkout: to compile all again would take long.
    const compiled = `tsx-${userInfo().uid}`;
    mkdirSync(join(tmpdir(), compiled), { recursive: true });
    symlinkSync(join(tmpdir(), compiled), join(this.temporary, compiled), 'junction');
    const { TSX_DISABLE_CACHE: _, ...rest } = process.env;
    const { temporary } = this;
    const folders = {
      HOME: this.home,
      USERPROFILE: this.home,
      TMPDIR: temporary,
      TMP: temporary,
      TEMP: temporary,
    };
    this.env = { ...rest, ...folders };
  }

  /** An empty folder to work in. */
  folder(name: string): string {
    const path = join(this.#work, name);
    rmSync(path, { recursive: true, force: true });
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** All that lies where nothing should: in its home and temporary folder, and above the working folders. */
  strays(): string[] {
    const found = (folder: string, expected: readonly string[]) =>
      readdirSync(folder)
        .filter((name) => !expected.includes(name))
        .map((name) => join(folder, name));
    return [
      ...found(this.root, ['home', 'tmp', 'work']),
      ...found(this.home, []),
      ...found(this.temporary, [`tsx-${userInfo().uid}`]),
      ...found(join(this.root, 'work'), ['a']),
      ...found(join(this.root, 'work/a'), ['b']),
    ];
  }

  /** Remembers what is to be stopped when the sandbox is removed. */
  atEnd(stop: () => Promise<void>): void {
    this.#endings.push(stop);
  }

  remove(): void {
    for (const stop of this.#endings) void stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}
