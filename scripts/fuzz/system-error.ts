import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';

/** Errors that a file system may answer with. */
export const ERRNOS = [
  'EACCES',
  'EPERM',
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'EROFS',
  'EMFILE',
  'ENFILE',
  'ELOOP',
  'ENAMETOOLONG',
  'EBUSY',
  'EXDEV',
  'EFBIG',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ETXTBSY',
  'ESTALE',
] as const;

/** Numbers that `os.constants` has not everywhere. */
const LINUX = { EDQUOT: 122, ESTALE: 116 };
const NUMBERS: Record<string, number> = Object.assign({}, LINUX, constants.errno);

/** Calls of a descriptor, whose errors have no path. */
const WITHOUT_PATH = ['read', 'write', 'append', 'fsync', 'close'];
const SYSCALLS: Record<string, string> = { readdir: 'scandir', append: 'write' };

/** An error as Node makes it of what the system answered. */
export function systemError(code: string, call: string, path: string): NodeJS.ErrnoException {
  const errno = -NUMBERS[code];
  // Where libuv does not know a number, Node has no name for it either.
  const unknown = `Unknown system error ${errno}`;
  const [name, words] = getSystemErrorMap().get(errno) ?? [unknown, unknown];
  const syscall = SYSCALLS[call] ?? call;
  const withPath = !WITHOUT_PATH.includes(call);
  const error = new Error(`${name}: ${words}, ${syscall}${withPath ? ` '${path}'` : ''}`);
  return Object.assign(error, { errno, code: name, syscall, ...(withPath && { path }) });
}
