/**
 * What a terminal would obey rather than show: control characters (C0, DEL, C1), ends of lines among them,
 * and what turns the direction of writing.
 */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A line of text as a terminal may have it: what it would obey is written as in JavaScript, `\x1b`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
  });
}

/** The same of a text of several lines, such as a table. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** Lines of text as one. Takes no longer for many spaces than for other text. */
export function oneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}
