import type * as tfjs from '@tensorflow/tfjs-core';

/** TF.js, as its binding for Node exports it. */
export type Tf = typeof tfjs;

/** The part of the binding's backend that runs an operation of TensorFlow by its name. */
interface NodeBackend {
  /** Numbers of types. */
  binding: Record<'TF_ATTR_TYPE' | 'TF_ATTR_BOOL' | 'TF_FLOAT' | 'TF_INT32' | 'TF_INT64', number>;
  executeSingleOutput(
    name: string,
    attributes: { name: string; type: number; value: unknown }[],
    inputs: tfjs.Tensor[],
  ): tfjs.Tensor;
}

/** A tensor of 64-bit integers, a type that TF.js does not have: only the operations below may touch it. */
export type Int64 = tfjs.Tensor & { readonly int64: true };

export type SparseMatrix = {
  /** `[n, 2]`, int32: row and column of each value. Values at one place add up. */
  places: tfjs.Tensor;
  /** `[n]`. */
  values: tfjs.Tensor;
  /** `[2]`: rows and columns. */
  size: Int64;
};

/** Operations of TensorFlow that TF.js has no function for. Those of two tensors broadcast as TF.js's do. */
export interface Operations {
  /** Whole numbers of up to 32 bits. */
  constant(values: readonly number[], shape: number[]): Int64;
  /** Of float32 values that are whole. */
  toInt64(values: tfjs.Tensor): Int64;
  add(a: Int64, b: Int64): Int64;
  multiply(a: Int64, b: Int64): Int64;
  and(a: Int64, b: Int64): Int64;
  xor(a: Int64, b: Int64): Int64;
  /** The same bits as int32 values, `[..., 2]`, lower halves first. */
  halves(values: Int64): tfjs.Tensor;
  /** A sparse matrix, or its transpose, times a dense one. A processor adds up in the order of the places. */
  sparseProduct(sparse: SparseMatrix, dense: tfjs.Tensor, transposed: boolean): tfjs.Tensor;
}

export function operations(tf: Tf): Operations {
  const backend = tf.backend() as unknown as NodeBackend;
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_FLOAT, TF_INT32, TF_INT64 } = backend.binding;
  const type = (name: string, value: number) => ({ name, type: TF_ATTR_TYPE, value });
  const flag = (name: string, value: boolean) => ({ name, type: TF_ATTR_BOOL, value });
  const run = backend.executeSingleOutput.bind(backend);
  const ofTwo = (name: string) => (a: Int64, b: Int64) => run(name, [type('T', TF_INT64)], [a, b]) as Int64;
  const cast = (values: tfjs.Tensor, from: number) =>
    run('Cast', [type('SrcT', from), type('DstT', TF_INT64), flag('Truncate', false)], [values]) as Int64;
  return {
    constant: (values, shape) => tf.tidy(() => cast(tf.tensor([...values], shape, 'int32'), TF_INT32)),
    toInt64: (values) => cast(values, TF_FLOAT),
    add: ofTwo('AddV2'),
    multiply: ofTwo('Mul'),
    and: ofTwo('BitwiseAnd'),
    xor: ofTwo('BitwiseXor'),
    halves: (values) => run('Bitcast', [type('T', TF_INT64), type('type', TF_INT32)], [values]),
    sparseProduct: ({ places, values, size }, dense, transposed) =>
      run(
        'SparseTensorDenseMatMul',
        [
          type('T', TF_FLOAT),
          type('Tindices', TF_INT32),
          flag('adjoint_a', transposed),
          flag('adjoint_b', false),
        ],
        [places, values, size, dense],
      ),
  };
}
