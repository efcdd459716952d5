import type { GraphBuilder, Value } from '../builder.ts';
import { reshape } from '../ops.ts';

export interface LinearOptions {
  bias?: boolean;
  /** That the file may have it as a convolution of one pixel, [out, in, 1, 1]: the same numbers. */
  orConvolution?: boolean;
}

/** x Wᵀ + b along the last axis, as PyTorch's `Linear`. */
export function linear(
  g: GraphBuilder,
  x: Value,
  size: number,
  { bias = true, orConvolution = false }: LinearOptions = {},
): Value {
  const inner = x.shape.at(-1) as number;
  const shape = [size, inner];
  const weight = g.weightOf('weight', orConvolution ? [shape, [...shape, 1, 1]] : [shape], shape);
  const rows = reshape(g, x, ['n', inner]);
  // Gemm and no MatMul, which wants the weights transposed: a second copy of them in memory.
  const inputs = bias ? [rows, weight, g.weight('bias', [size])] : [rows, weight];
  return reshape(g, g.op('Gemm', inputs, ['n', size], { transB: 1 }), [...x.shape.slice(0, -1), size]);
}
