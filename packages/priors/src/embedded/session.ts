import type { PriorInfo } from '../prior-info.ts';

/** Inputs of the model: the batch is any number of objects times `views` consecutive pictures of each. */
export interface ModelInputs {
  /** Pictures `[n, size, size, 3]`: clean in [-1, 1], plus noise. */
  colour: Float32Array<ArrayBuffer>;
  /**
   * Opacity and points `[n, size / 2, size / 2, 4]`, times the model's scale, plus noise: see
   * `PixelDrawing`.
   */
  geometry: Float32Array<ArrayBuffer>;
  /** Noise level `[n]`. */
  sigma: Float32Array<ArrayBuffer>;
  /** Words `[n, tokenLength]`; all 0 asks for the unconditional estimate. */
  tokens: BigInt64Array<ArrayBuffer>;
  /** `[n, 8]`, see `viewVector`. */
  view: Float32Array<ArrayBuffer>;
  /** Unit vector towards the light `[n, 3]`; zeros for albedo. */
  light: Float32Array<ArrayBuffer>;
  /** Background colour in [0, 1], `[n, 3]`. */
  background: Float32Array<ArrayBuffer>;
  /** Pictures of one object. */
  views: number;
}

export const VIEW_LENGTH = 8;
/** Number of pictures of a batch, in shapes. */
type PictureCount = 'n';

export interface ModelTensor {
  type: 'float32' | 'int64';
  shape: readonly (number | PictureCount)[];
}

/** What the model takes, as `ModelInputs` has it, and gives: the sizes are those that prior.json tells. */
export function modelTensors({ imageSize, tokenLength }: Pick<PriorInfo, 'imageSize' | 'tokenLength'>) {
  const half = imageSize / 2;
  const of = (type: ModelTensor['type'], ...shape: ModelTensor['shape']): ModelTensor => ({ type, shape });
  const colour = of('float32', 'n', imageSize, imageSize, 3);
  const geometry = of('float32', 'n', half, half, 4);
  const inputs: Record<keyof ModelInputs, ModelTensor> = {
    colour,
    geometry,
    sigma: of('float32', 'n'),
    tokens: of('int64', 'n', tokenLength),
    view: of('float32', 'n', VIEW_LENGTH),
    light: of('float32', 'n', 3),
    background: of('float32', 'n', 3),
    views: of('int64', 1),
  };
  return { inputs, outputs: { cleanColour: colour, cleanGeometry: geometry } };
}

/** What the model makes of a batch: shapes of `colour` and `geometry` in `ModelInputs`. */
export type ModelOutputs = Record<'colour' | 'geometry', Float32Array<ArrayBuffer>>;

/** The model, ready to run, in a thread that is not this one. */
export interface ModelSession {
  /** What it is run on, for people, such as `processor, 2 threads`. */
  readonly description: string;
  /**
   * Batches are run one after the other, in the order in which they come. Takes the inputs' memory.
   * @throws Error when the model fails
   */
  run(inputs: ModelInputs): Promise<ModelOutputs>;
  /** Lets what is under way finish, then ends the thread. */
  dispose(): Promise<void>;
}
