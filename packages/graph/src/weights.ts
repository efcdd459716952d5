import { type SafetensorsEntry, type SafetensorsType, UserError } from '@modeseek/core';
import type { ElementType } from './onnx/model.ts';

/** A file of weights: its name beside the graph, and what its header says. */
export interface WeightsFile {
  name: string;
  tensors: readonly SafetensorsEntry[];
}

/** A tensor of a network, and the file that it lies in. */
export interface Weight extends SafetensorsEntry {
  file: string;
  type: ElementType;
}

/** What networks' weights may be. */
const TYPES: Partial<Record<SafetensorsType, ElementType>> = {
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
};

/** The tensors of one network, from one file or from several. Knows which of them a graph has taken. */
export class Weights {
  /** How messages name the file. */
  readonly source: string;
  private readonly byName = new Map<string, Weight | { file: string; dtype: SafetensorsType }>();
  private readonly taken = new Set<string>();

  /** @throws UserError when two files hold tensors of one name */
  constructor(files: readonly WeightsFile[]) {
    this.source = files.map(({ name }) => name).join(', ');
    for (const { name: file, tensors } of files) {
      for (const tensor of tensors) {
        const other = this.byName.get(tensor.name);
        if (other) throw new UserError(`${file} and ${other.file} both hold the tensor ${tensor.name}`);
        this.byName.set(tensor.name, { ...tensor, file, type: TYPES[tensor.dtype] } as Weight);
      }
    }
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /**
   * The tensor of a name.
   * @param shapes what the network's configuration wants; several where files differ in how they write it
   * @throws UserError when it is missing, of a wrong shape, or of a type that networks' weights are not
   */
  take(name: string, ...shapes: readonly (readonly number[])[]): Weight {
    const found = this.byName.get(name) as Weight | undefined;
    const wanted = shapes.map((shape) => `[${shape.join(', ')}]`).join(' or ');
    if (!found) throw new UserError(`${this.source} lacks the tensor ${name}, ${wanted}`);
    if (!shapes.some((shape) => shape.join() === found.shape.join())) {
      throw new UserError(
        `${found.file}: tensor ${name} is [${found.shape.join(', ')}], and config.json asks for ${wanted}`,
      );
    }
    if (!found.type) {
      const known = Object.keys(TYPES).join(', ');
      throw new UserError(`${found.file}: tensor ${name} has type ${found.dtype}; weights are ${known}`);
    }
    this.taken.add(name);
    return found;
  }

  /** Lets tensors be that no graph needs. */
  ignore(isNeedless: (name: string) => boolean): void {
    for (const name of this.byName.keys()) if (isNeedless(name)) this.taken.add(name);
  }

  /** @throws UserError when there are tensors that the graph did not take */
  finish(): void {
    const left = [...this.byName].filter(([name]) => !this.taken.has(name));
    if (left.length === 0) return;
    const [name, { file }] = left[0];
    const more = left.length > 1 ? ` and ${left.length - 1} more` : '';
    throw new UserError(`${file} holds the tensor ${name}${more}, for which config.json has no place`);
  }
}
