/** Text as the name of a file or folder: lower case, words joined by hyphens, at most 60 characters; may be empty. */
export function fileNameOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}
