import type { TriangleMesh } from './triangle-mesh.ts';

/** What is below a plane: (x, y, z) · p <= offset, its normal of length 1. */
export interface HalfSpace {
  x: number;
  y: number;
  z: number;
  offset: number;
}

/** A convex polyhedron: corners `[corners, 3]`, and faces by their corners, counter-clockwise seen from outside. */
export class ConvexSolid {
  readonly corners: readonly number[];
  readonly faces: readonly (readonly number[])[];

  private constructor(corners: readonly number[], faces: readonly (readonly number[])[]) {
    this.corners = corners;
    this.faces = faces;
  }

  /** A box, from its least to its greatest coordinates. */
  static box(low: readonly number[], high: readonly number[]): ConvexSolid {
    const corners = Array.from({ length: 8 }, (_, c) =>
      [0, 1, 2].map((axis) => (c & (1 << axis) ? high : low)[axis]),
    );
    const faces = [
      [0, 4, 6, 2],
      [1, 3, 7, 5],
      [0, 1, 5, 4],
      [2, 6, 7, 3],
      [0, 2, 3, 1],
      [4, 5, 7, 6],
    ];
    return new ConvexSolid(corners.flat(), faces);
  }

  /** What of it lies in a half-space, itself if all does; no corner may lie on the plane. */
  cut({ x, y, z, offset }: HalfSpace): ConvexSolid {
    const { corners, faces } = this;
    const above = Array.from(
      { length: corners.length / 3 },
      (_, c) => x * corners[c * 3] + y * corners[c * 3 + 1] + z * corners[c * 3 + 2] - offset,
    );
    if (above.every((height) => height < 0)) return this;
    const kept: number[] = [];
    const numbers = new Map<string, number>();
    const number = (name: string, place: () => number[]) => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, numbers.size);
      kept.push(...place());
      return numbers.size - 1;
    };
    /** From the corner where the plane is entered, going round the lid, to the next. */
    const lid = new Map<number, number>();
    const cutFaces = faces.flatMap((face) => {
      const loop: number[] = [];
      let [enters, leaves] = [-1, -1];
      face.forEach((a, i) => {
        const b = face[(i + 1) % face.length];
        if (above[a] < 0) loop.push(number(`${a}`, () => corners.slice(a * 3, a * 3 + 3)));
        if (above[a] < 0 === above[b] < 0) return;
        const [from, to] = a < b ? [a, b] : [b, a];
        const share = above[from] / (above[from] - above[to]);
        const point = number(`${from} ${to}`, () =>
          [0, 1, 2].map((c) => corners[from * 3 + c] + share * (corners[to * 3 + c] - corners[from * 3 + c])),
        );
        loop.push(point);
        if (above[a] < 0) leaves = point;
        else enters = point;
      });
      // The face goes from where it leaves to where it enters; the lid goes there and back.
      if (leaves >= 0) lid.set(enters, leaves);
      return loop.length > 0 ? [loop] : [];
    });
    const rim: number[] = [];
    for (let corner = lid.keys().next().value; corner !== undefined; corner = lid.get(corner)) {
      if (corner === rim[0]) break;
      rim.push(corner);
    }
    return new ConvexSolid(kept, rim.length > 0 ? [...cutFaces, rim] : cutFaces);
  }

  mesh(): TriangleMesh {
    return {
      positions: Float32Array.from(this.corners),
      indices: Uint32Array.from(
        this.faces.flatMap(([hub, ...rim]) => rim.slice(1).flatMap((corner, i) => [hub, rim[i], corner])),
      ),
    };
  }
}
