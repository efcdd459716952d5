/** Text of any length as a message has room for it, cut off with an ellipsis. */
export function shortened(text: string, length = 80): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
