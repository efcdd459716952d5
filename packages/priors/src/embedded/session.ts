/** Inputs of the model: the batch is any number of objects times `views` consecutive pictures of each. */
export interface ModelInputs {
  /** Pictures `[n, size, size, 3]`: clean in [-1, 1], plus noise. */
  colour: Float32Array<ArrayBuffer>;
  /** Opacity and points `[n, size / 2, size / 2, 4]`, times the model's scale, plus noise: see `DrawingFormat`. */
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
export const MODEL_INPUTS = [
  'colour',
  'geometry',
  'sigma',
  'tokens',
  'view',
  'light',
  'background',
  'views',
] as const;
/** Of the shapes of `colour` and `geometry`. */
export const MODEL_OUTPUTS = ['cleanColour', 'cleanGeometry'] as const;

/** What ONNX Runtime computes on: the processor, or the GPU by its own WebGPU, which is another than Node's but on the same device. */
export type Provider = 'cpu' | 'webgpu';

/** What the session's worker is started with. */
export interface SessionSetup {
  /** Content of model.onnx. */
  model: Uint8Array<ArrayBuffer>;
  imageSize: number;
  tokenLength: number;
  threads: number;
  provider: Provider;
}

/** To the worker: one batch, or the wish to end. */
export type SessionRequest = { id: number; inputs: ModelInputs } | 'dispose';

/** From the worker: that the session stands or why it does not; one answer a batch, in order. */
export type SessionResponse =
  | {
      type: 'ready';
      /** Why it is on the processor when the GPU was asked for. */
      refused?: string;
    }
  | { type: 'rejected'; what: 'runtime' | 'model'; reason: string }
  | { type: 'clean'; id: number; colour: Float32Array<ArrayBuffer>; geometry: Float32Array<ArrayBuffer> }
  | { type: 'failed'; id: number; reason: string };
