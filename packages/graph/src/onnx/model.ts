import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** As much of ONNX's model format (onnx.proto3 of ONNX 1.16) as our graphs need. */

/** Element types, by their number in `TensorProto.DataType`. */
export const ELEMENT_TYPES = { float32: 1, uint8: 2, int32: 6, int64: 7, float16: 10, bfloat16: 16 } as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** A size of a tensor: a number, or the name of one that is known when the graph runs. */
export type Size = number | string;

/** A number is a whole one; others say that they are not. */
export type Attribute = number | readonly number[] | string | { float: number };

export interface OnnxNode {
  operator: string;
  /** Whose operator: ONNX's own where it is left out. */
  domain?: string;
  /** Names; an empty one stands for an input that is left out. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

/** A constant: its bytes, or where they lie in a file beside the graph. */
export interface OnnxInitializer {
  name: string;
  type: ElementType;
  shape: readonly number[];
  data: Uint8Array | { file: string; begin: number; length: number };
}

export interface OnnxValue {
  name: string;
  type: ElementType;
  shape: readonly Size[];
}

export interface OnnxModel {
  nodes: readonly OnnxNode[];
  initializers: readonly OnnxInitializer[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
  /** Versions of the operators, by domain; '' is ONNX's own. */
  operators: Readonly<Record<string, number>>;
}

/** That of ONNX 1.16, which all of ONNX Runtime's builds since 1.18 read. */
const FORMAT_VERSION = 10;

/** `AttributeProto.AttributeType` and the field that holds a value of it. */
const ATTRIBUTES = {
  float: { type: 1, field: 2 },
  int: { type: 2, field: 3 },
  string: { type: 3, field: 4 },
  ints: { type: 7, field: 8 },
} as const;

/** Writes a model as the bytes of a `.onnx` file. */
export function encodeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new Writer();
  writer.whole(1, FORMAT_VERSION);
  writer.text(2, 'modeseek');
  writer.message(7, () => {
    for (const node of model.nodes) writer.message(1, () => writeNode(writer, node));
    writer.text(2, 'graph');
    for (const each of model.initializers) writer.message(5, () => writeInitializer(writer, each));
    for (const value of model.inputs) writer.message(11, () => writeValue(writer, value));
    for (const value of model.outputs) writer.message(12, () => writeValue(writer, value));
  });
  for (const [domain, version] of Object.entries(model.operators)) {
    writer.message(8, () => {
      writer.text(1, domain);
      writer.whole(2, version);
    });
  }
  return writer.finish();
}

function writeNode(writer: Writer, node: OnnxNode): void {
  for (const name of node.inputs) writer.text(1, name);
  for (const name of node.outputs) writer.text(2, name);
  writer.text(3, node.outputs[0]);
  writer.text(4, node.operator);
  for (const [name, value] of Object.entries(node.attributes)) {
    writer.message(5, () => writeAttribute(writer, name, value));
  }
  if (node.domain) writer.text(7, node.domain);
}

function writeAttribute(writer: Writer, name: string, value: Attribute): void {
  const { type, field } = ATTRIBUTES[kindOf(value)];
  writer.text(1, name);
  if (typeof value === 'number') writer.whole(field, value);
  else if (typeof value === 'string') writer.text(field, value);
  else if ('float' in value) writer.real(field, value.float);
  else for (const each of value) writer.whole(field, each);
  writer.whole(20, type);
}

function kindOf(value: Attribute): keyof typeof ATTRIBUTES {
  if (typeof value === 'number') return 'int';
  if (typeof value === 'string') return 'string';
  return 'float' in value ? 'float' : 'ints';
}

function writeInitializer(writer: Writer, { name, type, shape, data }: OnnxInitializer): void {
  for (const size of shape) writer.whole(1, size);
  writer.whole(2, ELEMENT_TYPES[type]);
  writer.text(8, name);
  if (data instanceof Uint8Array) {
    writer.bytes(9, data);
    return;
  }
  const place = { location: data.file, offset: String(data.begin), length: String(data.length) };
  for (const [key, value] of Object.entries(place)) {
    writer.message(13, () => {
      writer.text(1, key);
      writer.text(2, value);
    });
  }
  writer.whole(14, 1); // the data are elsewhere
}

function writeValue(writer: Writer, { name, type, shape }: OnnxValue): void {
  writer.text(1, name);
  writer.message(2, () =>
    writer.message(1, () => {
      writer.whole(1, ELEMENT_TYPES[type]);
      writer.message(2, () => {
        for (const size of shape) {
          writer.message(1, () => (typeof size === 'number' ? writer.whole(1, size) : writer.text(2, size)));
        }
      });
    }),
  );
}

/** Fields of protocol buffers by their number. */
class Writer {
  private readonly out = new BinaryWriter();

  whole(field: number, value: number): void {
    this.out.tag(field, WireType.Varint).int64(value);
  }

  real(field: number, value: number): void {
    this.out.tag(field, WireType.Bit32).float(value);
  }

  text(field: number, value: string): void {
    this.out.tag(field, WireType.LengthDelimited).string(value);
  }

  bytes(field: number, value: Uint8Array): void {
    this.out.tag(field, WireType.LengthDelimited).bytes(value);
  }

  message(field: number, write: () => void): void {
    this.out.tag(field, WireType.LengthDelimited).fork();
    write();
    this.out.join();
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.out.finish();
  }
}
