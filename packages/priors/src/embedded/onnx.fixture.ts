/** As much of ONNX's protocol buffers as forged models need: see onnx.proto. */

const number = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) | 128, ...number(Math.floor(value / 128))];
const whole = (field: number, value: number) => [...number(field * 8), ...number(value)];
const part = (field: number, content: string | readonly number[]) => {
  const bytes = typeof content === 'string' ? [...Buffer.from(content)] : content;
  return [...number(field * 8 + 2), ...number(bytes.length), ...bytes];
};

const TYPES = { float32: 1, int64: 7 };

/** An input or output. Sizes that are left open have names. */
export function tensor(
  name: string,
  type: keyof typeof TYPES,
  shape: readonly (number | string)[],
): number[] {
  const sizes = shape.flatMap((size) => part(1, typeof size === 'number' ? whole(1, size) : part(2, size)));
  return [...part(1, name), ...part(2, part(1, [...whole(1, TYPES[type]), ...part(2, sizes)]))];
}

/** Weights in a file beside the model. */
export function externalWeights(name: string, count: number, file: string): number[] {
  const entry = (key: string, value: string) => part(13, [...part(1, key), ...part(2, value)]);
  return [
    ...whole(1, count),
    ...whole(2, TYPES.float32),
    ...part(8, name),
    ...entry('location', file),
    ...entry('length', String(count * 4)),
    ...whole(14, 1),
  ];
}

export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): number[] {
  return [
    ...inputs.flatMap((name) => part(1, name)),
    ...part(2, output),
    ...part(4, operator),
    ...Object.entries(attributes).flatMap(([name, value]) =>
      part(5, [...part(1, name), ...whole(3, value), ...whole(20, 2)]),
    ),
  ];
}

interface Graph {
  nodes?: readonly number[][];
  weights?: readonly number[][];
  inputs?: readonly number[][];
  outputs?: readonly number[][];
}

/** A graph alone: behind a whole model, as messages of protocol buffers merge, what that has besides. */
export function graph({ nodes = [], weights = [], inputs = [], outputs = [] }: Graph): Uint8Array {
  const parts = [
    ...nodes.flatMap((content) => part(1, content)),
    ...weights.flatMap((content) => part(5, content)),
    ...inputs.flatMap((content) => part(11, content)),
    ...outputs.flatMap((content) => part(12, content)),
  ];
  return Uint8Array.from(part(7, parts));
}

/** A whole model. */
export function model(parts: Graph): Uint8Array {
  return Buffer.concat([
    Uint8Array.from([...whole(1, 8), ...part(8, whole(2, 17))]),
    graph(parts),
    Uint8Array.from(part(7, part(2, 'forged'))),
  ]);
}
