/**
 * Quadrics of error over positions and attributes (Garland and Heckbert 1997; Hoppe 1999): for each vertex,
 * the integral over its part of the surface of the squared distance of a place p, with the attributes s that
 * it would have, from the triangles' planes and from the attributes' course over them. Of each only what is
 * left of it with the best attributes is looked at: a function of the place alone.
 */

/**
 * Of a quadric: the matrix of its squares (xx, xy, xz, yy, yz, zz), its linear part, its constant, the area,
 * then for each attribute gradient and offset, times the area.
 */
const LINEAR = 6;
const CONSTANT = 9;
const AREA = 10;
const ATTRIBUTES = 11;

/** What a way along the surface counts against one off it: as little as keeps triangles even. */
const ALONG = 1e-2;

/** Quadrics one after another, and one that is looked at. */
export class Quadrics {
  /** Where the sum last looked at is least. */
  readonly place = new Float64Array(3);
  private readonly weights: readonly number[];
  private readonly size: number;
  private readonly values: Float64Array;
  private readonly loaded: Float64Array;
  /** Of what is loaded, with the best attributes: squares, linear part and constant. */
  private readonly reduced = new Float64Array(10);

  /**
   * @param count how many
   * @param weights what a unit of each attribute counts, against a unit of distance
   */
  constructor(count: number, weights: readonly number[]) {
    this.weights = weights;
    this.size = ATTRIBUTES + 4 * weights.length;
    this.values = new Float64Array(count * this.size);
    this.loaded = new Float64Array(this.size);
  }

  /** Adds the squared distance from a plane of unit normal (x, y, z) through a point at `offset` along it. */
  addPlane(to: number, x: number, y: number, z: number, offset: number, weight: number): void {
    this.addSquare(to * this.size, x, y, z, -offset, weight);
  }

  /** Adds a little of the squared distance from a point, and the area around it. */
  addPoint(to: number, x: number, y: number, z: number, area: number): void {
    const at = to * this.size;
    const weight = ALONG * area;
    this.addSquare(at, 1, 0, 0, -x, weight);
    this.addSquare(at, 0, 1, 0, -y, weight);
    this.addSquare(at, 0, 0, 1, -z, weight);
    this.values[at + AREA] += area;
  }

  /** Adds the squared difference from an attribute that is (x, y, z) · p + offset, over an area. */
  addAttribute(
    to: number,
    attribute: number,
    x: number,
    y: number,
    z: number,
    offset: number,
    area: number,
  ): void {
    const weight = this.weights[attribute];
    this.addSquare(to * this.size, x, y, z, offset, weight * weight * area);
    const at = to * this.size + ATTRIBUTES + 4 * attribute;
    this.values[at] += weight * area * x;
    this.values[at + 1] += weight * area * y;
    this.values[at + 2] += weight * area * z;
    this.values[at + 3] += weight * area * offset;
  }

  /** Adds quadric `from` to quadric `to`. */
  merge(to: number, from: number): void {
    const { size, values } = this;
    for (let i = 0; i < size; i++) values[to * size + i] += values[from * size + i];
  }

  /**
   * Looks at the sum of two, and puts the place where it is least into `place`.
   * @returns its value there
   */
  least(a: number, b: number): number {
    this.load(a, b);
    const { reduced: r, place } = this;
    // Cholesky's factors; ALONG keeps the matrix positive definite.
    const l00 = Math.sqrt(r[0]);
    const l10 = r[1] / l00;
    const l20 = r[2] / l00;
    const l11 = Math.sqrt(r[3] - l10 * l10);
    const l21 = (r[4] - l20 * l10) / l11;
    const l22 = Math.sqrt(r[5] - l20 * l20 - l21 * l21);
    const y0 = -r[LINEAR] / l00;
    const y1 = (-r[LINEAR + 1] - l10 * y0) / l11;
    const y2 = (-r[LINEAR + 2] - l20 * y0 - l21 * y1) / l22;
    place[2] = y2 / l22;
    place[1] = (y1 - l21 * place[2]) / l11;
    place[0] = (y0 - l10 * place[1] - l20 * place[2]) / l00;
    return this.valueAt(place[0], place[1], place[2]);
  }

  /** The value, at a place, of the sum last looked at. */
  valueAt(x: number, y: number, z: number): number {
    const r = this.reduced;
    return (
      x * (r[0] * x + 2 * (r[1] * y + r[2] * z + r[LINEAR])) +
      y * (r[3] * y + 2 * (r[4] * z + r[LINEAR + 1])) +
      z * (r[5] * z + 2 * r[LINEAR + 2]) +
      r[CONSTANT]
    );
  }

  /** The best attributes at a place, by quadric `of`. */
  bestAttributes(of: number, x: number, y: number, z: number): number[] {
    const { size, values: q } = this;
    const area = q[of * size + AREA];
    return this.weights.map((weight, k) => {
      const at = of * size + ATTRIBUTES + 4 * k;
      return (q[at] * x + q[at + 1] * y + q[at + 2] * z + q[at + 3]) / (area * weight);
    });
  }

  private load(a: number, b: number): void {
    const { size, values, loaded, reduced: r } = this;
    for (let i = 0; i < size; i++) loaded[i] = values[a * size + i] + values[b * size + i];
    for (let i = 0; i < 10; i++) r[i] = loaded[i];
    const share = 1 / loaded[AREA];
    for (let at = ATTRIBUTES; at < size; at += 4) {
      const [x, y, z, offset] = [loaded[at], loaded[at + 1], loaded[at + 2], loaded[at + 3]];
      r[0] -= share * x * x;
      r[1] -= share * x * y;
      r[2] -= share * x * z;
      r[3] -= share * y * y;
      r[4] -= share * y * z;
      r[5] -= share * z * z;
      r[6] -= share * offset * x;
      r[7] -= share * offset * y;
      r[8] -= share * offset * z;
      r[9] -= share * offset * offset;
    }
  }

  /** Adds weight * ((x, y, z) · p + offset)^2. */
  private addSquare(at: number, x: number, y: number, z: number, offset: number, weight: number): void {
    const q = this.values;
    q[at] += weight * x * x;
    q[at + 1] += weight * x * y;
    q[at + 2] += weight * x * z;
    q[at + 3] += weight * y * y;
    q[at + 4] += weight * y * z;
    q[at + 5] += weight * z * z;
    q[at + LINEAR] += weight * offset * x;
    q[at + LINEAR + 1] += weight * offset * y;
    q[at + LINEAR + 2] += weight * offset * z;
    q[at + CONSTANT] += weight * offset * offset;
  }
}
