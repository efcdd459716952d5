/**
 * The half-edges of a closed, oriented mesh of triangles: half-edge h leads from the vertex `indices[h]` to
 * the next one round triangle h / 3. Changed in place as edges are collapsed; a triangle that is taken out
 * has the same vertex three times.
 */
export class HalfEdges {
  /** The half-edge that leads back, in the triangle next to it. */
  readonly opposite: Int32Array;
  readonly indices: Uint32Array;

  /** @throws Error when an edge is not that of two triangles, one each way */
  constructor(indices: Uint32Array, vertices: number) {
    this.indices = indices;
    this.opposite = new Int32Array(indices.length).fill(-1);
    // Half-edges by the vertex from which they lead.
    const first = new Uint32Array(vertices + 1);
    for (const v of indices) first[v + 1]++;
    for (let v = 0; v < vertices; v++) first[v + 1] += first[v];
    const leaving = new Uint32Array(indices.length);
    const filled = first.slice();
    for (let h = 0; h < indices.length; h++) leaving[filled[indices[h]]++] = h;
    for (let h = 0; h < indices.length; h++) {
      const [from, to] = [indices[h], indices[next(h)]];
      for (let i = first[to]; i < first[to + 1]; i++) {
        if (indices[next(leaving[i])] !== from) continue;
        if (this.opposite[h] >= 0 || from === to)
          throw new Error('an edge belongs to more than two triangles');
        this.opposite[h] = leaving[i];
      }
      if (this.opposite[h] < 0) throw new Error('the mesh is not closed');
    }
  }

  /** The next half-edge that leads from the same vertex, clockwise seen from outside. */
  around(h: number): number {
    return this.opposite[previous(h)];
  }

  /** Whether the half-edge's triangle is still there. */
  exists(h: number): boolean {
    const t = h - (h % 3);
    return this.indices[t] !== this.indices[t + 1];
  }

  /**
   * Merges the vertex to which h leads into the one from which it does; its two triangles are taken out.
   * @returns a half-edge that leads from the vertex
   */
  collapse(h: number): number {
    const { indices, opposite } = this;
    const back = opposite[h];
    const [kept, gone] = [indices[h], indices[back]];
    for (let e = this.around(back); e !== back; e = this.around(e)) indices[e] = kept;
    this.join(opposite[next(h)], opposite[previous(h)]);
    this.join(opposite[next(back)], opposite[previous(back)]);
    const leads = opposite[previous(h)];
    for (const t of [h - (h % 3), back - (back % 3)]) indices.fill(gone, t, t + 3);
    return leads;
  }

  private join(a: number, b: number): void {
    this.opposite[a] = b;
    this.opposite[b] = a;
  }
}

/** The half-edge after h in its triangle. */
export function next(h: number): number {
  return h % 3 === 2 ? h - 2 : h + 1;
}

/** The half-edge before h in its triangle. */
export function previous(h: number): number {
  return h % 3 === 0 ? h + 2 : h - 1;
}
