/** What a file system says no with, in words. */
const REFUSALS: Record<string, string> = {
  EACCES: 'permission denied',
  EISDIR: 'is a folder where a file was expected',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'a part of this path is a file where a folder was expected',
  EROFS: 'the file system is read-only',
};

/** One line for an error of the file system that users can do something about; nothing for other errors. */
export function explainFileSystemError(error: unknown): string | undefined {
  const { code = '', path, message } = error as NodeJS.ErrnoException;
  if (!Object.hasOwn(REFUSALS, code)) return undefined;
  return path === undefined ? message : `${path}: ${REFUSALS[code]} (${code})`;
}
