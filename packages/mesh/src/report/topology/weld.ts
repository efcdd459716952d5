import type { TriangleMesh } from '../../triangle-mesh.ts';

/** Vertices numbered anew: those that are the same have one number. */
export interface Weld {
  /** Of each vertex. */
  numbers: Uint32Array;
  /** Of each number the first vertex that has it. */
  firsts: Uint32Array;
}

/**
 * Which rows of numbers are the same, bit by bit, but for 0 and -0, which are one: a table of hashes with open
 * addressing.
 * @param rows `[count, width]`
 */
export function weldRows(rows: Float32Array | Uint32Array, width: number): Weld {
  const count = rows.length / width;
  const bits = new Uint32Array(rows.buffer, rows.byteOffset, rows.length);
  const bitsOf = (i: number) => (rows[i] === 0 ? 0 : bits[i]);
  let size = 16;
  while (size < 2 * count) size *= 2;
  /** 1 + the number of what is there. */
  const table = new Uint32Array(size);
  const numbers = new Uint32Array(count);
  const firsts = new Uint32Array(count);
  let found = 0;
  for (let v = 0; v < count; v++) {
    const row = v * width;
    let hash = 0;
    for (let k = 0; k < width; k++) hash = Math.imul(hash ^ bitsOf(row + k), 0x9e3779b1) ^ (hash >>> 15);
    let slot = (hash ^ (hash >>> 16)) & (size - 1);
    for (; ; slot = (slot + 1) & (size - 1)) {
      const there = table[slot];
      if (there === 0) {
        firsts[found++] = v;
        table[slot] = found;
        numbers[v] = found - 1;
        break;
      }
      const other = firsts[there - 1] * width;
      let same = true;
      for (let k = 0; k < width && same; k++) same = bitsOf(other + k) === bitsOf(row + k);
      if (same) {
        numbers[v] = there - 1;
        break;
      }
    }
  }
  return { numbers, firsts: firsts.slice(0, found) };
}

/**
 * A mesh whose vertices are one where their positions are the same: as files have them that are cut along the
 * seams of textures, or list each triangle's corners. Triangles that are then lines or points are left out, and
 * vertices that none has.
 */
export function weld({ positions, indices }: TriangleMesh): TriangleMesh {
  const { numbers, firsts } = weldRows(positions, 3);
  const welded = renumber(indices, numbers);
  const used = new Uint8Array(firsts.length);
  for (let i = 0; i < welded.length; i++) used[welded[i]] = 1;
  const places = new Uint32Array(firsts.length);
  const kept = new Float32Array(firsts.length * 3);
  let count = 0;
  for (let v = 0; v < firsts.length; v++) {
    if (used[v] === 0) continue;
    for (let k = 0; k < 3; k++) kept[count * 3 + k] = positions[firsts[v] * 3 + k];
    places[v] = count++;
  }
  for (let i = 0; i < welded.length; i++) welded[i] = places[welded[i]];
  return { positions: kept.slice(0, count * 3), indices: welded };
}

/** Triangles in other numbers, without those that have a corner twice. */
export function renumber(indices: Uint32Array, numbers: Uint32Array): Uint32Array {
  const out = new Uint32Array(indices.length);
  let length = 0;
  for (let t = 0; t < indices.length; t += 3) {
    const a = numbers[indices[t]];
    const b = numbers[indices[t + 1]];
    const c = numbers[indices[t + 2]];
    if (a === b || b === c || c === a) continue;
    out[length++] = a;
    out[length++] = b;
    out[length++] = c;
  }
  return out.slice(0, length);
}
