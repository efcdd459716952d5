/**
 * The letter that each byte is written as in vocabularies of byte-level byte-pair encodings (GPT-2, CLIP): what
 * can be seen is itself, the others are letters from U+0100 on, in order.
 */
export const BYTE_LETTERS: readonly string[] = (() => {
  let unseen = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const seen = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCodePoint(seen ? byte : unseen++);
  });
})();

const BYTES = new Map(BYTE_LETTERS.map((letter, byte) => [letter, byte]));

/** Text as letters of bytes. */
export function toByteLetters(text: string): string[] {
  return [...new TextEncoder().encode(text)].map((byte) => BYTE_LETTERS[byte]);
}

/** Letters of bytes as text; bytes that are no text become U+FFFD. */
export function fromByteLetters(letters: string): string {
  return new TextDecoder().decode(Uint8Array.from([...letters], (letter) => BYTES.get(letter) ?? 0x3f));
}
