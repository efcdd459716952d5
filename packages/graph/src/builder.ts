import {
  type Attribute,
  ELEMENT_TYPES,
  type ElementType,
  encodeOnnx,
  type OnnxInitializer,
  type OnnxNode,
  type OnnxValue,
} from './onnx/model.ts';
import type { Weights } from './weights.ts';
import type { Precision } from './weights-files.ts';

/** What a graph is made for. */
export interface GraphOptions {
  /** float32 where it is left out. float16 is for GPUs: processors are slower by it. */
  precision?: Precision;
  /**
   * Attention by ONNX's own operators, which hold all scores. ONNX Runtime's fused one takes less memory, but
   * its WebGPU (1.30) computes something else than attention where subgroups are small.
   */
  plainAttention?: boolean;
}

/** Sizes of a value; `n`, which is always the first, is known when the graph runs. */
export type Shape = readonly (number | 'n')[];

/** What flows in a graph: an input, a weight, or what an operator gives. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

/** What a graph takes when it runs. */
export interface GraphInput extends Value {
  /** Whole numbers are from 0 to one less than this. */
  readonly below?: number;
}

/** Of ONNX itself, and of ONNX Runtime's own. */
const OPERATORS = { '': 20, 'com.microsoft': 1 };

/** What all scopes of one graph share. */
interface Parts {
  nodes: OnnxNode[];
  initializers: Map<string, OnnxInitializer>;
  inputs: GraphInput[];
  outputs: OnnxValue[];
  /** Weights that are there in the graph's precision. */
  weights: Map<string, Value>;
}

/**
 * Builds the ONNX graph of a network whose weights stay in their files. A builder is a scope, as PyTorch's
 * modules are: weights are named from it.
 */
export class GraphBuilder {
  readonly precision: Precision;
  readonly plainAttention: boolean;

  constructor(
    private readonly weights: Weights,
    private readonly options: GraphOptions,
    private readonly scope: string = '',
    private readonly parts: Parts = {
      nodes: [],
      initializers: new Map(),
      inputs: [],
      outputs: [],
      weights: new Map(),
    },
  ) {
    this.precision = options.precision ?? 'float32';
    this.plainAttention = options.plainAttention ?? false;
  }

  /** The scope of a module inside this one. */
  at(name: string | number): GraphBuilder {
    return new GraphBuilder(this.weights, this.options, `${this.scope}${name}.`, this.parts);
  }

  /** Whether the files have a weight of this scope. */
  has(name: string): boolean {
    return this.weights.has(this.scope + name);
  }

  /** @param below see `GraphInput` */
  input(name: string, type: ElementType, shape: Shape, below?: number): Value {
    const value = { name, type, shape, below };
    this.parts.inputs.push(value);
    return value;
  }

  /** An input `[n, ...shape]` of a batch, float32, in the precision that the graph computes in. */
  batched(name: string, ...shape: number[]): Value {
    return this.cast(this.input(name, 'float32', ['n', ...shape]), this.precision);
  }

  /** All that the graph takes, in the order in which it was declared. */
  get inputs(): readonly GraphInput[] {
    return this.parts.inputs;
  }

  /** Names a value as an output, in float32 whatever the graph computes in. */
  output(name: string, value: Value): void {
    const output = { name, type: 'float32', shape: value.shape } as const;
    this.parts.nodes.push({
      operator: 'Cast',
      inputs: [value.name],
      outputs: [name],
      attributes: { to: ELEMENT_TYPES.float32 },
    });
    this.parts.outputs.push(output);
  }

  /**
   * A weight of this scope, in the graph's precision. Others are cast, which ONNX Runtime does once, when it
   * starts: cast at each run, Stable Diffusion 1.5 in float16 takes 3.1 GB in place of 3.7, and a third longer.
   * @param shape as it must be in the file
   * @param as the shape that the graph sees, of as many numbers
   * @throws UserError when the files have none of that name, or of another shape
   */
  weight(name: string, shape: readonly number[], as: readonly number[] = shape): Value {
    return this.weightOf(name, [shape], as);
  }

  /** As `weight`, of a shape that differs between files. */
  weightOf(name: string, shapes: readonly (readonly number[])[], as: readonly number[]): Value {
    const full = this.scope + name;
    const known = this.parts.weights.get(full);
    if (known) return known;
    const value = this.cast(this.weightAsStored(name, shapes, as), this.precision);
    this.parts.weights.set(full, value);
    return value;
  }

  /** A weight as its file has it: for tables of which a graph takes a few rows. */
  weightAsStored(name: string, shapes: readonly (readonly number[])[], as: readonly number[]): Value {
    const full = this.scope + name;
    const { file, type, begin, end } = this.weights.take(full, ...shapes);
    const data = { file, begin, length: end - begin };
    this.parts.initializers.set(full, { name: full, type, shape: as, data });
    return { name: full, type, shape: as };
  }

  /** Numbers in float32, whatever the graph computes in. */
  floats(numbers: readonly number[], shape: readonly number[] = [numbers.length]): Value {
    return this.constant('float32', new Uint8Array(Float32Array.from(numbers).buffer), shape);
  }

  /** Whole numbers: sizes, axes, parts. */
  wholes(numbers: readonly number[]): Value {
    const bytes = new Uint8Array(BigInt64Array.from(numbers, BigInt).buffer);
    return this.constant('int64', bytes, [numbers.length]);
  }

  /** A value in another type; itself, if it has that. */
  cast(value: Value, type: ElementType): Value {
    if (value.type === type) return value;
    return { ...this.op('Cast', [value], value.shape, { to: ELEMENT_TYPES[type] }), type };
  }

  /** An operator of one output, of the type of its first input. */
  op(
    operator: string,
    inputs: readonly (Value | undefined)[],
    shape: Shape,
    attributes: Readonly<Record<string, Attribute>> = {},
    domain?: 'com.microsoft',
  ): Value {
    return this.ops(operator, inputs, [shape], attributes, domain)[0];
  }

  /** An operator of several outputs. */
  ops(
    operator: string,
    inputs: readonly (Value | undefined)[],
    shapes: readonly Shape[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain?: 'com.microsoft',
  ): Value[] {
    const { nodes } = this.parts;
    const outputs = shapes.map((shape, i) => ({
      name: `${this.scope}${operator}/${nodes.length}${i === 0 ? '' : `/${i}`}`,
      type: inputs[0]!.type,
      shape,
    }));
    nodes.push({
      operator,
      domain,
      inputs: inputs.map((value) => value?.name ?? ''),
      outputs: outputs.map(({ name }) => name),
      attributes,
    });
    return outputs;
  }

  /**
   * The graph as the bytes of a `.onnx` file.
   * @throws UserError when the files hold weights that the graph has not taken
   */
  encode(): Uint8Array<ArrayBuffer> {
    this.weights.finish();
    const { nodes, initializers, inputs, outputs } = this.parts;
    return encodeOnnx({
      nodes,
      initializers: [...initializers.values()],
      inputs,
      outputs,
      operators: OPERATORS,
    });
  }

  /** A constant inside the graph; equal ones are one. */
  private constant(type: ElementType, data: Uint8Array, shape: readonly number[]): Value {
    const name = `/${type}/${shape.join('x')}/${data.length > 64 ? this.parts.initializers.size : data.join()}`;
    this.parts.initializers.set(name, { name, type, shape, data });
    return { name, type, shape };
  }
}
