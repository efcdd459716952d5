import type { TriangleMesh } from './triangle-mesh.ts';

/** Triangles in a leaf. */
const LEAF = 4;
/** Bits of each coordinate by which triangles are put in order. */
const BITS = 9;
/** With the code, 27 bits, in the 53 of a number: more triangles than any reader takes. */
const MOST_TRIANGLES = 2 ** 26;

/**
 * A hierarchy of boxes around the triangles of a mesh that changes: finds those whose boxes touch a box, in
 * about log(triangles). A balanced binary tree over the triangles in Morton order (Lauterbach et al. 2009),
 * laid out as a heap: node i has the children 2i + 1 and 2i + 2. The order stays while triangles move, which
 * costs little as long as each stays about where it was.
 */
export class BoxTree {
  /** What `query` has found. */
  found = new Uint32Array(64);
  private readonly mesh: TriangleMesh;
  private readonly leaves: number;
  /** Triangles by leaf; those of leaf k from k * LEAF. */
  private readonly order: Uint32Array;
  private readonly leafOf: Uint32Array;
  /** Least and greatest coordinates of each node; of an empty one the least are above the greatest. */
  private readonly boxes: Float32Array;
  private readonly stack = new Uint32Array(64);

  /** @param mesh its arrays are looked at again whenever triangles are refitted */
  constructor(mesh: TriangleMesh) {
    this.mesh = mesh;
    this.order = mortonOrder(mesh);
    const count = this.order.length;
    this.leaves = 1;
    while (this.leaves * LEAF < count) this.leaves *= 2;
    this.leafOf = new Uint32Array(mesh.indices.length / 3);
    for (let i = 0; i < count; i++) this.leafOf[this.order[i]] = Math.floor(i / LEAF);
    this.boxes = new Float32Array((2 * this.leaves - 1) * 6);
    this.refitAll();
  }

  /** After all may have moved. */
  refitAll(): void {
    for (let k = 0; k < this.leaves; k++) this.fitLeaf(k);
    for (let node = this.leaves - 2; node >= 0; node--) this.fitNode(node);
  }

  /** After one has moved, or has been taken out by giving it the same vertex three times. */
  refit(triangle: number): void {
    let node = this.leaves - 1 + this.leafOf[triangle];
    let changed = this.fitLeaf(this.leafOf[triangle]);
    while (changed && node > 0) {
      node = (node - 1) >> 1;
      changed = this.fitNode(node);
    }
  }

  /**
   * Finds the triangles in the leaves that a box touches, from least to greatest coordinates; those that were
   * taken out are left out.
   * @returns how many; they are the first in `found`
   */
  query(x0: number, y0: number, z0: number, x1: number, y1: number, z1: number): number {
    const { boxes, stack, leaves, order } = this;
    const { indices } = this.mesh;
    let count = 0;
    let top = 0;
    stack[top++] = 0;
    while (top > 0) {
      const node = stack[--top];
      const b = node * 6;
      if (
        boxes[b] > x1 ||
        boxes[b + 3] < x0 ||
        boxes[b + 1] > y1 ||
        boxes[b + 4] < y0 ||
        boxes[b + 2] > z1 ||
        boxes[b + 5] < z0
      )
        continue;
      if (node < leaves - 1) {
        stack[top++] = 2 * node + 2;
        stack[top++] = 2 * node + 1;
        continue;
      }
      const first = (node - leaves + 1) * LEAF;
      if (count + LEAF > this.found.length) this.grow();
      for (let i = first; i < Math.min(first + LEAF, order.length); i++) {
        const t = order[i];
        if (indices[t * 3] !== indices[t * 3 + 1]) this.found[count++] = t;
      }
    }
    return count;
  }

  private grow(): void {
    const more = new Uint32Array(this.found.length * 2);
    more.set(this.found);
    this.found = more;
  }

  private fitLeaf(leaf: number): boolean {
    const { positions, indices } = this.mesh;
    let [x0, y0, z0] = [Infinity, Infinity, Infinity];
    let [x1, y1, z1] = [-Infinity, -Infinity, -Infinity];
    for (let i = leaf * LEAF; i < Math.min((leaf + 1) * LEAF, this.order.length); i++) {
      const t = this.order[i] * 3;
      if (indices[t] === indices[t + 1]) continue;
      for (let k = t; k < t + 3; k++) {
        const v = indices[k] * 3;
        const [x, y, z] = [positions[v], positions[v + 1], positions[v + 2]];
        if (x < x0) x0 = x;
        if (y < y0) y0 = y;
        if (z < z0) z0 = z;
        if (x > x1) x1 = x;
        if (y > y1) y1 = y;
        if (z > z1) z1 = z;
      }
    }
    return this.write(this.leaves - 1 + leaf, x0, y0, z0, x1, y1, z1);
  }

  private fitNode(node: number): boolean {
    const { boxes } = this;
    const [a, b] = [(2 * node + 1) * 6, (2 * node + 2) * 6];
    return this.write(
      node,
      Math.min(boxes[a], boxes[b]),
      Math.min(boxes[a + 1], boxes[b + 1]),
      Math.min(boxes[a + 2], boxes[b + 2]),
      Math.max(boxes[a + 3], boxes[b + 3]),
      Math.max(boxes[a + 4], boxes[b + 4]),
      Math.max(boxes[a + 5], boxes[b + 5]),
    );
  }

  /** @returns whether anything has changed */
  private write(
    node: number,
    x0: number,
    y0: number,
    z0: number,
    x1: number,
    y1: number,
    z1: number,
  ): boolean {
    const { boxes } = this;
    const b = node * 6;
    const same =
      boxes[b] === x0 &&
      boxes[b + 1] === y0 &&
      boxes[b + 2] === z0 &&
      boxes[b + 3] === x1 &&
      boxes[b + 4] === y1 &&
      boxes[b + 5] === z1;
    if (same) return false;
    boxes[b] = x0;
    boxes[b + 1] = y0;
    boxes[b + 2] = z0;
    boxes[b + 3] = x1;
    boxes[b + 4] = y1;
    boxes[b + 5] = z1;
    return true;
  }
}

/** The triangles that are there, along a curve that keeps neighbours together: by their middles' coordinates, bits interleaved. */
function mortonOrder({ positions, indices }: TriangleMesh): Uint32Array {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    low[i % 3] = Math.min(low[i % 3], positions[i]);
    high[i % 3] = Math.max(high[i % 3], positions[i]);
  }
  const scale = (2 ** BITS - 1) / (3 * Math.max(1e-30, high[0] - low[0], high[1] - low[1], high[2] - low[2]));
  const codes = new Float64Array(indices.length / 3);
  let count = 0;
  for (let t = 0; t < indices.length / 3; t++) {
    if (indices[t * 3] === indices[t * 3 + 1]) continue;
    let code = 0;
    for (let c = 0; c < 3; c++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += positions[indices[t * 3 + k] * 3 + c] - low[c];
      code |= spread(Math.floor(sum * scale)) << c;
    }
    // One number to sort by: the code, then the triangle.
    codes[count++] = code * MOST_TRIANGLES + t;
  }
  return Uint32Array.from(codes.subarray(0, count).sort(), (code) => code % MOST_TRIANGLES);
}

/** Puts two zero bits before each of the ten bits of a number. */
function spread(value: number): number {
  let v = value;
  v = (v | (v << 16)) & 0x030000ff;
  v = (v | (v << 8)) & 0x0300f00f;
  v = (v | (v << 4)) & 0x030c30c3;
  return (v | (v << 2)) & 0x09249249;
}
