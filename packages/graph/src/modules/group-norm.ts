import type { GraphBuilder, Value } from '../builder.ts';
import { add, multiply, reshape } from '../ops.ts';

/**
 * Group normalisation of [n, channels, h, w]: each group of channels gets mean 0 and variance 1, then each
 * channel its scale and shift (Wu & He, 2018, equation 1).
 *
 * As instance normalisation of groups laid flat: ONNX's own GroupNormalization is taken to pieces where ONNX
 * Runtime has no kernel of it, and squares overflow in float16 then.
 */
export function groupNorm(g: GraphBuilder, x: Value, groups: number, epsilon: number): Value {
  const channels = x.shape[1] as number;
  const [one, zero] = [1, 0].map((each) => g.cast(g.floats(Array(groups).fill(each)), g.precision));
  const flat = reshape(g, x, [
    'n',
    groups,
    (channels / groups) * (x.shape[2] as number) * (x.shape[3] as number),
  ]);
  const normal = g.op('InstanceNormalization', [flat, one, zero], flat.shape, {
    epsilon: { float: epsilon },
  });
  const perChannel = (name: string) => g.weight(name, [channels], [channels, 1, 1]);
  return add(g, multiply(g, reshape(g, normal, x.shape), perChannel('weight')), perChannel('bias'));
}
