import type { GraphBuilder, Value } from '../builder.ts';
import { multiply } from '../ops.ts';

/** x σ(x). ONNX Runtime makes one kernel of it. */
export function silu(g: GraphBuilder, x: Value): Value {
  return multiply(g, x, g.op('Sigmoid', [x], x.shape));
}

/** x Φ(x), by the error function. */
export function gelu(g: GraphBuilder, x: Value): Value {
  return g.op('Gelu', [x], x.shape);
}

/** x σ(1.702 x): what the first CLIP has in place of `gelu`. */
export function quickGelu(g: GraphBuilder, x: Value): Value {
  const scaled = multiply(g, x, g.cast(g.floats([1.702]), g.precision));
  return multiply(g, x, g.op('Sigmoid', [scaled], x.shape));
}
