/** Text as part of a file's name: lower case, words joined by hyphens, cut to a length; may be empty. */
export function fileNameOf(text: string, length = 60): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .slice(0, length)
    .replace(/^-+|-+$/g, '');
}
