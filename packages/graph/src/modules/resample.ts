import type { GraphBuilder, Value } from '../builder.ts';
import { convolution } from './convolution.ts';

/** [n, c, h, w] -> [n, c, h/2, w/2] by a convolution. */
export function downsample(g: GraphBuilder, x: Value, padding: readonly [number, number]): Value {
  return convolution(g, x, x.shape[1] as number, { stride: 2, padding });
}

/** [n, c, h, w] -> [n, c, 2h, 2w]: each pixel four times, and a convolution. */
export function upsample(g: GraphBuilder, x: Value): Value {
  const [n, channels, h, w] = x.shape as ['n', number, number, number];
  const larger = g.op('Resize', [x, undefined, g.floats([1, 1, 2, 2])], [n, channels, 2 * h, 2 * w], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
  return convolution(g, larger, channels);
}
