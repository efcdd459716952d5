import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import { explainSystemError } from './system-error.ts';

/** As Node throws it. */
function refusal(code: string, more: object = {}): Error {
  return Object.assign(new Error(`${code}: words of the system, open '/a/run'`), {
    code,
    syscall: 'open',
    ...more,
  });
}

/** What a thread that runs this script ends with. */
function threadError(script: string, resourceLimits = {}): Promise<Error> {
  const worker = new Worker(script, { eval: true, resourceLimits });
  return new Promise((resolve) => worker.once('error', resolve));
}

describe('a system that says no is told in one line, with the path', () => {
  test.each([
    ...['EACCES', 'EBUSY', 'EDQUOT', 'EEXIST', 'EFBIG', 'EIO', 'EISDIR', 'ELOOP', 'EMFILE', 'ENAMETOOLONG'],
    ...['ENFILE', 'ENODEV', 'ENOENT', 'ENOMEM', 'ENOSPC', 'ENOTDIR', 'ENOTEMPTY', 'ENXIO', 'EPERM', 'EROFS'],
    ...['ESTALE', 'ETXTBSY', 'EXDEV'],
  ])('%s, also when only a system call is named', (code) => {
    const line = explainSystemError(refusal(code, { path: '/a/run' }));
    expect(line).toMatch(new RegExp(`^/a/run: [^\n]{10,} \\(${code}\\)$`));
    expect(line).not.toContain('words of the system');
    expect(explainSystemError(refusal(code))).toMatch(new RegExp(`^open: [^\n]{10,} \\(${code}\\)$`));
  });

  test('codes that nobody thought of, in the words of the system', () => {
    expect(explainSystemError(refusal('EMLINK', { path: '/a' }))).toBe('/a: too many links (EMLINK)');
  });

  test('as it comes from a thread, or as the cause of another error', async () => {
    const error = await threadError("require('node:fs').writeFileSync('/no/such/folder/x', '')");
    const line = '/no/such/folder/x: no such file or folder (ENOENT)';
    expect(explainSystemError(error)).toBe(line);
    expect(explainSystemError(new Error('the export failed', { cause: error }))).toBe(line);
  });
});

describe('want of memory is told in one line', () => {
  test.each([
    ['an array', () => new ArrayBuffer(2 ** 52)],
    ['a typed array', () => new Float64Array(2 ** 52)],
    ['memory of WebAssembly', () => new WebAssembly.Memory({ initial: 1, maximum: 2 }).grow(9)],
  ])('%s', (_, allocate) => {
    let error: unknown;
    try {
      allocate();
    } catch (thrown) {
      error = thrown;
    }
    expect(explainSystemError(error)).toMatch(/^not enough memory \([^\n]+\); ask for less/);
  });

  test("a thread's", async () => {
    const hungry = 'const all = []; for (;;) all.push(new Array(1e5).fill(0.5));';
    const error = await threadError(hungry, { maxOldGenerationSizeMb: 16 });
    expect(explainSystemError(error)).toMatch(/^not enough memory/);
  });

  test.each([
    'WebAssembly.Memory(): could not allocate memory',
    'WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance',
    'the prior failed: std::bad_alloc',
    'Failed to allocate memory for requested buffer of size 4294967296',
    'OOM when allocating tensor with shape[8,1024]',
  ])('%s', (message) => {
    expect(explainSystemError(new Error(message))).toMatch(/^not enough memory/);
  });
});

test.each([-1, Number.NaN, 2 ** 29 + 0.5])('a length of %d is a fault of ours', (length) => {
  const error = new RangeError(`Invalid typed array length: ${length}`);
  expect(explainSystemError(error)).toBeUndefined();
});

test.each([() => new Float32Array(-1), () => new ArrayBuffer(-1)])('as engines say it: %s', (allocate) => {
  const refused = (() => {
    try {
      return allocate();
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toHaveProperty('name', 'RangeError');
  expect(explainSystemError(refused)).toBeUndefined();
});

test('other errors are ours, and keep their stack', () => {
  expect(explainSystemError(new TypeError('x is not a function'))).toBeUndefined();
  expect(explainSystemError(new RangeError('toFixed() digits argument must be'))).toBeUndefined();
  expect(
    explainSystemError(Object.assign(new Error('odd'), { code: 'ERR_INVALID_ARG_TYPE' })),
  ).toBeUndefined();
  expect(explainSystemError('a text')).toBeUndefined();
});

test('errors that Node has no name for have the name of the system', () => {
  if (process.platform !== 'linux') return;
  // As Node makes it of EDQUOT.
  const error = Object.assign(new Error('Unknown system error -122: write'), {
    code: 'Unknown system error -122',
    errno: -122,
    syscall: 'write',
    path: '/a/b',
  });
  expect(explainSystemError(error)).toBe(
    '/a/b: your share of the disk is used up; make room there, or choose another place (EDQUOT)',
  );
});
