import {
  FEATURES_PER_LEVEL,
  type FieldConfig,
  type GridLevel,
  gridLevels,
  inputCount,
  levelWeights,
} from '@modeseek/nerf';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { type Int64, type Operations, operations, type SparseMatrix, type Tf } from './ops.ts';

/** Levels that follow one another and find entries in the same way, direct or hashed: a part of the table. */
interface Group {
  hashed: boolean;
  levels: readonly (GridLevel & { index: number })[];
  /** Entries of its part. */
  size: number;
  /** Of those levels that are in use; null when none is. */
  active: ActiveLevels | null;
}

/** Each `[levels, 1]`. */
interface ActiveLevels {
  resolution: Tensor;
  last: Tensor;
  weight: Tensor;
  /** By axis. */
  multipliers: Int64[];
  mask: Int64;
  /** Place that the level's rows and entries are counted from. */
  base: Int64;
}

/** Which entries of a part of the table the levels of a batch of points look up, and with which weights. */
export type Cells = SparseMatrix;

/** As one integer a place in the matrix is entry + ROW (point * levels + level). */
const ROW = 2 ** 32;

/**
 * The hash grid in operations of TensorFlow. For each part of the table a batch of points is a sparse matrix:
 * in the column of a point and level it has the trilinear weights of the cell's eight corners, in the rows of
 * their entries. Its transpose times the table gives features; itself times their gradient gives the table's.
 */
export class TensorflowGrid {
  /** Entries of the table's parts, which lie behind one another. */
  readonly parts: readonly number[];
  private readonly tf: Tf;
  private readonly ops: Operations;
  private readonly config: FieldConfig;
  private readonly groups: readonly Group[];

  constructor(tf: Tf, config: FieldConfig) {
    this.tf = tf;
    this.ops = operations(tf);
    this.config = config;
    const levels = gridLevels(config).map((level, index) => ({ ...level, index }));
    // Levels grow, so that direct ones come first.
    const groups = [false, true].map((hashed) => levels.filter((level) => level.hashed === hashed));
    this.groups = groups
      .filter((own) => own.length > 0)
      .map((own) => ({
        hashed: own[0].hashed,
        levels: own,
        size: own.reduce((sum, { size }) => sum + size, 0),
        active: null,
      }));
    this.parts = this.groups.map(({ size }) => size);
    this.setActiveLevels(config.levels);
  }

  setActiveLevels(active: number): void {
    const weights = levelWeights(this.config.levels, active);
    this.dispose();
    for (const group of this.groups) {
      const used = group.levels.filter(({ index }) => weights[index] > 0);
      group.active = used.length > 0 ? this.activeLevels(used, group, weights) : null;
    }
  }

  /**
   * @param unit points `[3, count]`, in [0, 1]
   * @returns cells by part of the table; nothing where no level is in use
   */
  cells(unit: Tensor2D): (Cells | undefined)[] {
    return this.groups.map((group) => (group.active ? this.cellsOf(group, group.active, unit) : undefined));
  }

  /** Features `[count, inputs]`. @param table its parts, `[entries, 2]` each */
  features(cells: readonly (Cells | undefined)[], table: readonly Tensor2D[], count: number): Tensor2D {
    const { tf, ops, config } = this;
    const rows = cells.flatMap((each, i) => (each ? [ops.sparseProduct(each, table[i], true)] : []));
    const shape: [number, number] = [count, inputCount(config)];
    return rows.length > 0 ? tf.reshape(tf.addN(rows), shape) : tf.zeros(shape);
  }

  /**
   * Backward of `features`: the gradient by each part of the table, given that by features; nothing where it
   * is 0.
   */
  tableGradients(cells: readonly (Cells | undefined)[], byFeatures: Tensor2D): (Tensor2D | undefined)[] {
    const { tf, ops } = this;
    const rows = tf.reshape(byFeatures, [-1, FEATURES_PER_LEVEL]);
    return cells.map((each) => each && (ops.sparseProduct(each, rows, false) as Tensor2D));
  }

  dispose(): void {
    for (const { active } of this.groups) if (active) this.tf.dispose({ ...active });
  }

  private activeLevels(levels: Group['levels'], group: Group, weights: Float32Array): ActiveLevels {
    const { tf, ops } = this;
    const shape: [number, number] = [levels.length, 1];
    const floats = (values: number[]) => tf.tensor2d(values, shape);
    const integers = (values: number[]) => ops.constant(values, shape);
    const first = group.levels[0].offset;
    return {
      resolution: floats(levels.map(({ resolution }) => resolution)),
      last: floats(levels.map(({ resolution }) => resolution - 1)),
      weight: floats(levels.map(({ index }) => weights[index])),
      multipliers: [0, 1, 2].map((axis) => integers(levels.map((level) => level.multipliers[axis]))),
      mask: integers(levels.map(({ size }) => size - 1)),
      base: tf.tidy(() =>
        ops.add(
          integers(levels.map(({ offset }) => offset - first)),
          ops.toInt64(floats(levels.map(({ index }) => index * ROW))),
        ),
      ),
    };
  }

  /** As `cellCorners`, with the same rounding. */
  private cellsOf({ hashed, size }: Group, active: ActiveLevels, unit: Tensor2D): Cells {
    const { tf, ops } = this;
    const { levels } = this.config;
    const { resolution, last, weight, multipliers, mask, base } = active;
    const count = unit.shape[1];
    const axes = tf.unstack(unit).map((position, axis) => {
      const scaled = tf.mul(tf.reshape(position, [1, count]), resolution);
      const cell = tf.minimum(tf.floor(scaled), last);
      const share = tf.sub(scaled, cell);
      // Both corners along this axis, so that they broadcast to all eight with those along the others.
      const shape = [1, 1, 1, resolution.shape[0], count];
      shape[axis] = 2;
      const vertices = ops.toInt64(tf.reshape(tf.stack([cell, tf.add(cell, 1)]), shape));
      const entries = ops.multiply(vertices, multipliers[axis]);
      return {
        entries: hashed ? ops.and(entries, mask) : entries,
        weights: tf.reshape(tf.stack([tf.sub(1, share), share]), shape),
      };
    });
    const [x, y, z] = axes.map(({ entries }) => entries);
    const rows = ops.multiply(ops.toInt64(tf.range(0, count * levels, levels)), ops.toInt64(tf.scalar(ROW)));
    const placed = ops.add(x, ops.add(base, rows));
    // Hashed levels have one size, a power of two, and begin at its multiples: bases have none of the mixed
    // bits.
    const places = hashed ? ops.xor(ops.xor(placed, y), z) : ops.add(ops.add(placed, y), z);
    const [u, v, w] = axes.map(({ weights }) => weights);
    const values = tf.mul(tf.mul(tf.mul(u, weight), v), w);
    return {
      places: tf.reshape(ops.halves(places), [-1, 2]),
      values: tf.reshape(values, [-1]),
      size: ops.constant([size, count * levels], [2]),
    };
  }
}
