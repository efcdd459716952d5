/**
 * `buffer` when it holds at least `length` numbers, else a larger one with its content, with room to grow.
 */
export function grown(buffer: Float32Array, length: number): Float32Array {
  if (buffer.length >= length) return buffer;
  const larger = new Float32Array(Math.ceil(length * 1.25));
  larger.set(buffer);
  return larger;
}
