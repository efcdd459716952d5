import type { GraphBuilder, Value } from '../builder.ts';

/** Layer normalisation along the last axis (Ba, Kiros & Hinton, 2016). */
export function layerNorm(g: GraphBuilder, x: Value, epsilon = 1e-5): Value {
  const size = x.shape.at(-1) as number;
  return g.op('LayerNormalization', [x, g.weight('weight', [size]), g.weight('bias', [size])], x.shape, {
    axis: -1,
    epsilon: { float: epsilon },
  });
}
