import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

const { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = fs;

const KILLED = new Error('killed');
/** Changes that the file system takes before the process is killed. */
let left = Number.POSITIVE_INFINITY;
let hasLinks = true;
const counted =
  (change: (...args: never[]) => unknown) =>
  (...args: never[]) => {
    if (left-- <= 0) throw KILLED;
    return change(...args);
  };
jest.unstable_mockModule('node:fs', () => ({
  ...fs,
  linkSync: counted((...args: Parameters<typeof fs.linkSync>) => {
    if (hasLinks) return fs.linkSync(...args);
    throw Object.assign(new Error('no links'), { code: 'EPERM' });
  }),
  renameSync: counted(fs.renameSync as never),
  rmSync: counted(fs.rmSync as never),
  rmdirSync: counted(fs.rmdirSync as never),
  mkdirSync: counted(fs.mkdirSync as never),
}));
const { forget, setAside, settle } = await import('./replaced-run.ts');

const OLD = [
  'config.json',
  'events.jsonl',
  'checkpoint.safetensors',
  'mesh.glb',
  'mesh.gltf',
  'summary.json',
  'preview/step-000001.png',
  'preview/guidance-000001.png',
  'objects/cat/config.json',
  'objects/cat/checkpoint.safetensors',
  'objects/cat/preview/step-000001-update-000005.png',
];
const FOREIGN = ['notes.txt', 'preview/mine.png', 'objects/cat/notes.txt', 'objects/README'];
const NEW = ['config.json', 'events.jsonl', 'checkpoint.safetensors', 'preview/step-000001.png'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modeseek-replaced-'));
  write(OLD, 'old');
  write(FOREIGN, 'foreign');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: readonly string[], content: string): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}

/** Files below the folder that hold this, in order. */
function holding(content: string, below = ''): string[] {
  const path = join(folder, below);
  return readdirSync(path, { recursive: true })
    .map(String)
    .filter(
      (name) => statSync(join(path, name)).isFile() && readFileSync(join(path, name), 'utf8') === content,
    )
    .sort();
}

test('a run that is replaced lies beside the new one until that is finished; nothing else is touched', () => {
  setAside(folder);
  expect(holding('old', 'previous')).toEqual([...OLD].sort());
  write(NEW, 'new');
  settle(folder);
  expect(holding('old', 'previous')).toEqual([...OLD].sort());
  write(['summary.json'], 'new');
  forget(folder);
  expect(holding('old')).toEqual([]);
  expect(holding('new')).toEqual([...NEW, 'summary.json'].sort());
  expect(holding('foreign')).toEqual([...FOREIGN].sort());
  expect(readdirSync(folder)).not.toContain('previous');
});

test('one that is not finished is replaced without the finished one before it being lost', () => {
  setAside(folder);
  write(NEW, 'unfinished');
  setAside(folder);
  expect(holding('unfinished')).toEqual([]);
  expect(holding('old', 'previous')).toEqual([...OLD].sort());
});

describe.each([true, false])(
  'a process that is killed loses neither run, where there are hard links: %s',
  (links) => {
    beforeEach(() => {
      hasLinks = links;
    });

    const isWhole = (files: readonly string[], content: string, below: string) =>
      files.every((file) => {
        const path = join(folder, below, file);
        return existsSync(path) && readFileSync(path, 'utf8') === content;
      });
    /** Files below the run of before, in order, with its folder. */
    const whole = (below: string) => expect(holding('old', below)).toEqual([...OLD].sort());

    /** Does something again and again from the same state, killed before its first change, its second, ... */
    const killed = (prepare: () => void, action: () => void, check: () => void) => {
      for (let changes = 0, done = false; !done; changes++) {
        rmSync(folder, { recursive: true });
        write(OLD, 'old');
        write(FOREIGN, 'foreign');
        prepare();
        left = changes;
        try {
          action();
          done = true;
        } catch (error) {
          expect(error).toBe(KILLED);
        }
        left = Number.POSITIVE_INFINITY;
        const places = ['', 'previous'].filter((below) => isWhole(OLD, 'old', below));
        expect(places.length > 0 || isWhole([...NEW, 'summary.json'], 'new', '')).toBe(true);
        settle(folder);
        settle(folder);
        check();
        expect(holding('foreign')).toEqual([...FOREIGN].sort());
        expect(changes).toBeLessThan(100);
      }
    };

    test('while it puts a run aside', () => {
      killed(
        () => {},
        () => setAside(folder),
        () => {
          whole('');
          expect(readdirSync(folder)).not.toContain('previous');
        },
      );
    });

    test('while what is brought back is being brought back', () => {
      killed(
        () => setAside(folder),
        () => settle(folder),
        () => whole(''),
      );
    });

    test('while it puts an unfinished one aside', () => {
      killed(
        () => {
          setAside(folder);
          write(NEW, 'unfinished');
        },
        () => setAside(folder),
        () => {
          if (holding('unfinished').includes('config.json')) whole('previous');
          else whole('');
        },
      );
    });

    test('while it removes one that is replaced', () => {
      killed(
        () => {
          setAside(folder);
          write([...NEW, 'summary.json'], 'new');
        },
        () => forget(folder),
        () => {
          expect(holding('new')).toEqual([...NEW, 'summary.json'].sort());
          expect(holding('old')).toEqual([]);
        },
      );
    });
  },
);
