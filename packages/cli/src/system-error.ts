import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';

/** What a system says no with, in words, and what helps. */
const REFUSALS: Record<string, string> = {
  EACCES: 'permission denied; choose another place, or change its permissions',
  EAGAIN: 'the system has no room for it now; close other programs, or see ulimit -u',
  EBUSY: 'is in use; close what uses it, and try again',
  EDQUOT: 'your share of the disk is used up; make room there, or choose another place',
  EEXIST: 'is there already; choose another name',
  EFBIG: 'the file would be larger than is allowed; see ulimit -f and what its file system takes',
  EIO: 'the disk, or what connects it, has failed; look at it, or choose another place',
  EISDIR: 'is a folder where a file was expected',
  ELOOP: 'links lead in a circle, or are not allowed here; give the path of the file itself',
  EMFILE: 'too many files are open in this process; raise ulimit -n',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
  ENFILE: 'too many files are open on this machine; close other programs',
  ENODEV: 'no such device; choose another place',
  ENOENT: 'no such file or folder',
  ENOMEM: 'not enough memory; close other programs',
  ENOSPC: 'no space left on the disk; make room, or choose another place',
  ENOTDIR: 'a part of this path is a file where a folder was expected',
  ENOTEMPTY: 'the folder is not empty; another program has put something there',
  ENXIO: 'no such device, or nobody at its other end; choose another place',
  EPERM: 'the system does not allow it; choose another place, or change its permissions',
  EROFS: 'the file system is read-only; choose another place',
  ESTALE: 'the network file system has lost it; mount it again',
  ETXTBSY: 'is a program that is running; end it first',
  EXDEV: 'cannot be moved to another file system; choose another place',
};

/** How engines and native libraries say that there is no memory. */
const NO_MEMORY =
  /allocation failed|(?:could not|cannot|failed to|unable to) (?:allocate|grow)|out of memory|\bOOM\b|bad_alloc|bad allocation|maximum memory size exceeded/i;
/**
 * How an engine refuses a length. A small one, or what is no length at all, is a fault of the program's.
 */
const REFUSED_LENGTH = /invalid (?:typed array|array buffer) length: (\S+)/i;
const LARGE_LENGTH = 2 ** 30;
const NO_MEMORY_CODES = new Set([
  'ERR_BUFFER_TOO_LARGE',
  'ERR_MEMORY_ALLOCATION_FAILED',
  'ERR_STRING_TOO_LONG',
  'ERR_WORKER_INIT_FAILED',
  'ERR_WORKER_OUT_OF_MEMORY',
]);

/** Every error that a system call can have, in the words of the system. */
const ALL = new Map(getSystemErrorMap().values());

/** By the system's numbers. */
const NAMES = new Map(Object.entries(constants.errno).map(([name, number]) => [number, name]));

/** Of an error, as EACCES; libuv, and so Node, has no names for a few, such as EDQUOT. */
function nameOf({ code = '', errno = 0 }: NodeJS.ErrnoException): string {
  return String(code).startsWith('Unknown system error') ? (NAMES.get(-errno) ?? code) : code;
}

/**
 * One line for an error of the file system or another part of the system, or for want of memory: what it is
 * about, what is wrong and what helps. Nothing for other errors. What threw it does not matter: errors that
 * come from threads have lost their class.
 */
export function explainSystemError(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { path, syscall, message = '', cause } = error as NodeJS.ErrnoException;
  const code = nameOf(error as NodeJS.ErrnoException);
  const words = REFUSALS[code] ?? ALL.get(code);
  if (words !== undefined) {
    const about = path ?? syscall;
    // An error of our own may have the code of a system's, and say more.
    return about === undefined ? message : `${about}: ${words} (${code})`;
  }
  const length = Number(REFUSED_LENGTH.exec(message)?.[1] ?? 0);
  if (NO_MEMORY_CODES.has(code) || NO_MEMORY.test(message) || length >= LARGE_LENGTH) {
    return `not enough memory (${message}); ask for less (resolution, batch, threads), close other programs, or raise ulimit -v`;
  }
  return explainSystemError(cause);
}
