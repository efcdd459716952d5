/**
 * Text as a part of a file's name: lower case, words joined by hyphens, cut to so many bytes of UTF-8; no
 * more than letters, digits and hyphens, so that it names nothing but a file in the folder that it is put to.
 * May be empty. All words of a user's or a model's that become names go through it.
 */
export function fileNameOf(text: string, bytes = 60): string {
  const joined = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-/, '');
  const encoded = new TextEncoder().encode(joined).subarray(0, bytes);
  // A letter cut in the middle becomes U+FFFD.
  return new TextDecoder()
    .decode(encoded)
    .replace(/\ufffd+$/, '')
    .replace(/-$/, '');
}
