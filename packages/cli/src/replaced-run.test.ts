import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';

const { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = fs;

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
const { FolderStore } = await import('@modeseek/node');
const { parseConfig, Run } = await import('@modeseek/trainer');

const OLD = [
  'config.json',
  'events.jsonl',
  'checkpoint.safetensors',
  'layout.json',
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

/** Of runs, by what their other files hold. */
const configs: Record<string, string> = {};
beforeAll(async () => {
  for (const content of ['old', 'new', 'unfinished']) {
    const place = mkdtempSync(join(tmpdir(), 'modeseek-config-'));
    await Run.create(new FolderStore(place), parseConfig({ prompt: content }));
    configs[content] = readFileSync(join(place, 'config.json'), 'utf8');
    rmSync(place, { recursive: true });
  }
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'modeseek-replaced-'));
  write(OLD, 'old');
  write(FOREIGN, 'foreign');
});
afterEach(() => {
  left = Number.POSITIVE_INFINITY;
  hasLinks = true;
  rmSync(folder, { recursive: true });
});

function write(files: readonly string[], content: string): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), file === 'config.json' ? (configs[content] ?? content) : content);
  }
}

function isHolding(path: string, content: string): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  return [content, configs[content]].includes(readFileSync(path, 'utf8'));
}

/** Files below the folder that hold this, in order. */
function holding(content: string, below = ''): string[] {
  const path = join(folder, below);
  return readdirSync(path, { recursive: true })
    .map(String)
    .filter((name) => isHolding(join(path, name), content))
    .sort();
}

test('a run that is replaced lies beside the new one until that is finished; nothing else is touched', async () => {
  setAside(folder);
  expect(holding('old', 'previous-run')).toEqual([...OLD].sort());
  write(NEW, 'new');
  await settle(folder);
  expect(holding('old', 'previous-run')).toEqual([...OLD].sort());
  write(['summary.json'], 'new');
  await forget(folder);
  expect(holding('old')).toEqual([]);
  expect(holding('new')).toEqual([...NEW, 'summary.json'].sort());
  expect(holding('foreign')).toEqual([...FOREIGN].sort());
  expect(readdirSync(folder)).not.toContain('previous-run');
});

test('one that is not finished is replaced without the finished one before it being lost', () => {
  setAside(folder);
  write(NEW, 'unfinished');
  setAside(folder);
  expect(holding('unfinished')).toEqual([]);
  expect(holding('old', 'previous-run')).toEqual([...OLD].sort());
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
        return isHolding(path, content);
      });
    /** Files below the run of before, in order, with its folder. */
    const whole = (below: string) => expect(holding('old', below)).toEqual([...OLD].sort());

    /** Does something again and again from the same state, killed before its first change, its second, ... */
    const killed = async (prepare: () => void, action: () => unknown, check: () => void) => {
      for (let changes = 0, done = false; !done; changes++) {
        rmSync(folder, { recursive: true });
        write(OLD, 'old');
        write(FOREIGN, 'foreign');
        prepare();
        left = changes;
        try {
          await action();
          done = true;
        } catch (error) {
          expect(error).toBe(KILLED);
        }
        left = Number.POSITIVE_INFINITY;
        const places = ['', 'previous-run', 'previous-run.part'].filter((below) =>
          isWhole(OLD, 'old', below),
        );
        if (links) expect(places.length > 0 || isWhole([...NEW, 'summary.json'], 'new', '')).toBe(true);
        await settle(folder);
        await settle(folder);
        check();
        expect(holding('foreign')).toEqual([...FOREIGN].sort());
        expect(changes).toBeLessThan(100);
      }
    };

    test('while it puts a run aside', async () => {
      await killed(
        () => {},
        () => setAside(folder),
        () => {
          whole('');
          expect(readdirSync(folder)).not.toContain('previous-run');
        },
      );
    });

    test('while what is brought back is being brought back', async () => {
      await killed(
        () => setAside(folder),
        () => settle(folder),
        () => whole(''),
      );
    });

    test('while it puts an unfinished one aside', async () => {
      await killed(
        () => {
          setAside(folder);
          write(NEW, 'unfinished');
        },
        () => setAside(folder),
        () => {
          if (holding('unfinished').includes('config.json')) whole('previous-run');
          else whole('');
        },
      );
    });

    test('while it removes one that is replaced', async () => {
      await killed(
        () => {
          setAside(folder);
          write([...NEW, 'summary.json'], 'new');
        },
        () => forget(folder),
        () => {
          expect(holding('new')).toEqual([...NEW, 'summary.json'].sort());
          expect(holding('old')).toEqual([]);
          // Nor folders in which nothing is left: they would be in the way of the next one.
          expect(readdirSync(folder).filter((name) => name.startsWith('previous-run'))).toEqual([]);
        },
      );
    });
  },
);

test('where there is no run, there is nothing to do', async () => {
  rmSync(join(folder, 'config.json'));
  setAside(folder);
  await settle(folder);
  await forget(folder);
  expect(holding('old')).toHaveLength(OLD.length - 1);
});

describe('what is not ours stays', () => {
  test('a folder of somebody else with the name', async () => {
    write(['previous-run/notes.txt', 'previous-run/mesh.glb'], 'foreign');
    for (const action of [settle, forget]) {
      await action(folder);
      expect(holding('foreign')).toHaveLength(FOREIGN.length + 2);
      expect(holding('old')).toEqual([...OLD].sort());
    }
    // Nor where the run itself is somebody else's.
    write(['config.json', 'previous-run/config.json', 'previous-run.part/mesh.glb'], 'foreign');
    for (const action of [settle, forget]) {
      await action(folder);
      expect(holding('foreign')).toHaveLength(FOREIGN.length + 5);
    }
  });

  test('a link with the name to another run', async () => {
    const other = mkdtempSync(join(tmpdir(), 'modeseek-other-'));
    for (const name of ['config.json', 'mesh.glb']) writeFileSync(join(other, name), configs.new);
    for (const name of ['previous-run', 'previous-run.part']) fs.symlinkSync(other, join(folder, name));
    for (const action of [settle, forget]) await action(folder);
    expect(readdirSync(other)).toHaveLength(2);
    expect(holding('old')).toEqual([...OLD].sort());
    rmSync(other, { recursive: true });
  });

  test('what links in the run lead to, and what is a file where a run has a folder', async () => {
    const other = mkdtempSync(join(tmpdir(), 'modeseek-other-'));
    mkdirSync(join(other, 'empty'));
    for (const name of ['objects', 'preview']) {
      rmSync(join(folder, name), { recursive: true });
    }
    fs.symlinkSync(other, join(folder, 'objects'));
    writeFileSync(join(folder, 'preview'), 'foreign');
    setAside(folder);
    expect(readdirSync(other)).toEqual(['empty']);
    expect(readdirSync(folder).sort()).toEqual(['notes.txt', 'objects', 'preview', 'previous-run']);
    await settle(folder);
    expect(holding('old')).toEqual(OLD.filter((file) => !/objects|preview/.test(file)).sort());
    rmSync(other, { recursive: true });
  });
});
