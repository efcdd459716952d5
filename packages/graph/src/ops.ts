import type { GraphBuilder, Shape, Value } from './builder.ts';

/** Sum of two values, one of which may be broadcast over the other. */
export function add(g: GraphBuilder, a: Value, b: Value): Value {
  return g.op('Add', [a, b], wider(a, b));
}

/** Product of two values, one of which may be broadcast over the other. */
export function multiply(g: GraphBuilder, a: Value, b: Value): Value {
  return g.op('Mul', [a, b], wider(a, b));
}

/** Product of the matrices in the last two axes. */
export function matmul(g: GraphBuilder, a: Value, b: Value): Value {
  return g.op('MatMul', [a, b], [...a.shape.slice(0, -1), b.shape.at(-1)!]);
}

function wider(a: Value, b: Value): Shape {
  return a.shape.length >= b.shape.length ? a.shape : b.shape;
}

/** The same numbers in another shape. */
export function reshape(g: GraphBuilder, x: Value, shape: Shape): Value {
  if (shape.join() === x.shape.join()) return x;
  return g.op('Reshape', [x, g.wholes(shape.map((size) => (size === 'n' ? -1 : size)))], shape);
}

/** Axes in another order: `axes[i]` becomes the i-th. */
export function transpose(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
  return g.op(
    'Transpose',
    [x],
    axes.map((axis) => x.shape[axis]),
    { perm: axes },
  );
}

/** Values one behind another along an axis that is not the batch. */
export function concat(g: GraphBuilder, values: readonly Value[], axis: number): Value {
  const size = values.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
  return g.op('Concat', values, values[0].shape.with(axis, size), { axis });
}

/** Two halves of a value along an axis. */
export function halves(g: GraphBuilder, x: Value, axis: number): Value[] {
  const shape = x.shape.with(axis, (x.shape[axis] as number) / 2);
  return g.ops('Split', [x], [shape, shape], { axis, num_outputs: 2 });
}

/** [n, channels, h, w] -> [n, h w, channels]: what attention and networks of one pixel take. */
export function toTokens(g: GraphBuilder, x: Value): Value {
  const [n, channels, h, w] = x.shape as ['n', number, number, number];
  return transpose(g, reshape(g, x, [n, channels, h * w]), [0, 2, 1]);
}

/** [n, h w, channels] -> [n, channels, h, w], the shape of `picture` but for the channels. */
export function toPicture(g: GraphBuilder, tokens: Value, picture: Value): Value {
  const [n, , h, w] = picture.shape;
  return reshape(g, transpose(g, tokens, [0, 2, 1]), [n, tokens.shape[2], h, w]);
}
