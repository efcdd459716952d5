import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

type AnyFunction = (...args: unknown[]) => unknown;

/** Kinds of calls to a file system. */
export const CALLS = [
  'open',
  'read',
  'write',
  'append',
  'fsync',
  'close',
  'rename',
  'mkdir',
  'unlink',
  'readdir',
  'stat',
  'link',
] as const;
export type Call = (typeof CALLS)[number];

/**
 * Told of each call before it is made, of `close` after it; what it throws is what the call says.
 * @param writes whether the call changes what is at `path`, or makes it
 */
export type FsHook = (call: Call, path: string, writes: boolean) => void;

/**
 * What functions of node:fs do, by their names without `Sync`. Those of descriptors are told with the path that
 * was opened.
 */
const FUNCTIONS: Record<string, { calls: Call[]; writes?: boolean; touched?: number[] }> = {
  access: { calls: ['stat'] },
  appendFile: { calls: ['open', 'append'], writes: true },
  chmod: { calls: ['stat'], writes: true },
  close: { calls: ['close'] },
  copyFile: { calls: ['open', 'read', 'write'], writes: true, touched: [1] },
  cp: { calls: ['open', 'read', 'write'], writes: true, touched: [1] },
  fdatasync: { calls: ['fsync'] },
  fstat: { calls: ['stat'] },
  fsync: { calls: ['fsync'] },
  ftruncate: { calls: ['write'], writes: true },
  link: { calls: ['link'], writes: true, touched: [1] },
  lstat: { calls: ['stat'] },
  mkdir: { calls: ['mkdir'], writes: true },
  mkdtemp: { calls: ['mkdir'], writes: true },
  open: { calls: ['open'] },
  opendir: { calls: ['readdir'] },
  read: { calls: ['read'] },
  readFile: { calls: ['open', 'read'] },
  readdir: { calls: ['readdir'] },
  readlink: { calls: ['stat'] },
  readv: { calls: ['read'] },
  realpath: { calls: ['stat'] },
  rename: { calls: ['rename'], writes: true, touched: [0, 1] },
  rm: { calls: ['unlink'], writes: true },
  rmdir: { calls: ['unlink'], writes: true },
  stat: { calls: ['stat'] },
  symlink: { calls: ['link'], writes: true, touched: [1] },
  truncate: { calls: ['open', 'write'], writes: true },
  unlink: { calls: ['unlink'], writes: true },
  utimes: { calls: ['stat'], writes: true },
  write: { calls: ['write'], writes: true },
  writeFile: { calls: ['open', 'write'], writes: true },
  writev: { calls: ['write'], writes: true },
};

type Tell = (args: readonly unknown[]) => void;

/** Paths of what is open, by descriptor. */
const opened = new Map<unknown, string>();

/**
 * Puts a hook before all calls that this thread makes by node:fs: synchronous ones, those with callbacks, and
 * those of promises. Once in a process.
 */
export function hookFileSystem(hook: FsHook): void {
  for (const [name, { calls, writes = false, touched = [0] }] of Object.entries(FUNCTIONS)) {
    const tell: Tell = (args) => {
      const changes = name === 'open' ? opensToWrite(args[1]) : writes;
      for (const call of calls) {
        for (const index of touched) {
          const arg = args[index];
          const path = typeof arg === 'number' ? opened.get(arg) : pathOf(arg);
          if (path !== undefined) hook(call, path, changes);
        }
      }
    };
    wrapSync(`${name}Sync`, name, tell);
    wrapCallback(name, tell);
    if (name in fs.promises) wrapPromise(name, tell, hook);
  }
  const { existsSync } = fs;
  fs.existsSync = (path) => {
    try {
      hook('stat', pathOf(path) ?? '', false);
    } catch {
      return false; // whatever the reason
    }
    return existsSync(path);
  };
  syncBuiltinESMExports();
}

const functions = fs as unknown as Record<string, AnyFunction | undefined>;

function wrapSync(key: string, name: string, tell: Tell): void {
  const original = functions[key];
  if (!original) return;
  const wrapped = (...args: unknown[]) => {
    if (name === 'close') {
      // A descriptor is gone, whatever closing it says.
      original(...args);
      try {
        tell(args);
      } finally {
        opened.delete(args[0]);
      }
      return;
    }
    tell(args);
    const result = original(...args);
    if (name === 'open') opened.set(result, String(args[0]));
    return result;
  };
  functions[key] = Object.assign(wrapped, original); // realpathSync has a native one
}

function wrapCallback(name: string, tell: Tell): void {
  const original = functions[name];
  if (!original) return;
  const wrapped = (...args: unknown[]) => {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return original(...args);
    try {
      tell(args);
    } catch (error) {
      process.nextTick(callback as AnyFunction, error);
      return;
    }
    if (name === 'close') opened.delete(args[0]);
    if (name !== 'open') return original(...args);
    return original(...args.slice(0, -1), (error: unknown, file: unknown) => {
      if (!error) opened.set(file, String(args[0]));
      callback(error, file);
    });
  };
  functions[name] = Object.assign(wrapped, original);
}

/** Methods of file handles, and the calls that they are. */
const HANDLE_CALLS: Record<string, Call> = {
  appendFile: 'append',
  close: 'close',
  datasync: 'fsync',
  read: 'read',
  readFile: 'read',
  stat: 'stat',
  sync: 'fsync',
  truncate: 'write',
  write: 'write',
  writeFile: 'write',
};

function wrapPromise(name: string, tell: Tell, hook: FsHook): void {
  const on = fs.promises as unknown as Record<string, AnyFunction>;
  const original = on[name];
  on[name] = async (...args: unknown[]) => {
    tell(args);
    const result = await original(...args);
    if (name === 'open') wrapHandle(result as Record<string, AnyFunction>, String(args[0]), hook);
    return result;
  };
}

function wrapHandle(handle: Record<string, AnyFunction>, path: string, hook: FsHook): void {
  for (const [method, call] of Object.entries(HANDLE_CALLS)) {
    const original = handle[method].bind(handle);
    handle[method] = async (...args: unknown[]) => {
      if (call === 'close') await original(...args);
      hook(call, path, call === 'write' || call === 'append');
      return call === 'close' ? undefined : original(...args);
    };
  }
}

function pathOf(arg: unknown): string | undefined {
  if (typeof arg === 'string') return arg;
  if (arg instanceof URL) return arg.protocol === 'file:' ? fileURLToPath(arg) : undefined;
  return arg instanceof Uint8Array ? Buffer.from(arg).toString() : undefined;
}

/** Whether `open` with these flags makes or changes a file. */
function opensToWrite(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = fs.constants;
  if (typeof flags === 'number') return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) !== 0;
  return typeof flags === 'string' && /[wa+]/.test(flags);
}
