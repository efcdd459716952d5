import type { GraphBuilder, Value } from '../builder.ts';

export interface ConvolutionOptions {
  /** Pixels on a side. */
  kernel?: number;
  stride?: number;
  /** Pixels of zeros before and behind each axis. */
  padding?: readonly [number, number];
}

/** Convolution of [n, channels, h, w] to `size` channels, as PyTorch's `Conv2d`. */
export function convolution(
  g: GraphBuilder,
  x: Value,
  size: number,
  { kernel = 3, stride = 1, padding: [before, behind] = [kernel >> 1, kernel >> 1] }: ConvolutionOptions = {},
): Value {
  const [n, channels, ...sides] = x.shape as ['n', number, number, number];
  const weight = g.weight('weight', [size, channels, kernel, kernel]);
  const out = sides.map((side) => Math.floor((side + before + behind - kernel) / stride) + 1);
  return g.op('Conv', [x, weight, g.weight('bias', [size])], [n, size, ...out], {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: [before, before, behind, behind],
  });
}
