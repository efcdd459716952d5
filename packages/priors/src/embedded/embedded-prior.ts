import { breathe, PixelDrawing, type View } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import type { Prior, SaidBeside } from '../prior.ts';
import type { PriorInfo } from '../prior-info.ts';
import { type ParsedPrompt, parsePrompt } from '../prompt/parse-prompt.ts';
import { type ModelInputs, type ModelOutputs, type ModelSession, VIEW_LENGTH } from './session.ts';
import { viewVector } from './view-vector.ts';

/** Some of a call's pictures. */
interface Pictures {
  views: readonly View[];
  values: Float32Array;
  sigma: number;
}

/** One call of `denoise` that waits for its batch. */
interface Call {
  /** What is asked about, and known pictures behind it. */
  pictures: readonly Pictures[];
  tokens: readonly number[];
  resolve(clean: Float32Array): void;
  reject(error: Error): void;
}

/**
 * The embedded prior, or another model of its interface: a multi-view diffusion model that denoises the
 * batch's views jointly. Calls issued in one turn of the event loop, as classifier-free guidance and averaged
 * samples issue them, share one batch when they have equally many views, whatever their noise levels and
 * prompts.
 */
export class EmbeddedPrior implements Prior {
  private readonly prompts = new Map<string, ParsedPrompt>();
  private waiting: Call[] = [];
  private batches = 0;
  /** Why no more calls are taken, once that is so. */
  private ended: Error | null = null;
  readonly together = 1;
  readonly drawing: PixelDrawing;

  constructor(
    readonly info: PriorInfo,
    private readonly session: ModelSession,
  ) {
    this.drawing = new PixelDrawing(info.imageSize, info.geometryScale);
  }

  get description(): string {
    return this.session.description;
  }

  get sha256(): string {
    return this.info.sha256;
  }

  /** See `Denoiser`. */
  get sigmaRange(): readonly [number, number] {
    return [this.info.sigmaMin, this.info.sigmaMax];
  }

  /** How many batches the model has been run on. */
  get batchCount(): number {
    return this.batches;
  }

  prepare(prompt: string, { compose = true }: Partial<SaidBeside> = {}): ParsedPrompt {
    const known = this.prompts.get(prompt);
    if (known && compose) return known;
    const parsed = parsePrompt(prompt, this.info, compose);
    this.prompts.set(prompt, parsed);
    return parsed;
  }

  async denoise(noisy: Float32Array, sigma: number, condition: Condition): Promise<Float32Array> {
    const { views, known } = condition;
    const pictures = [{ views, values: noisy, sigma }];
    if (known) pictures.push({ ...known, values: known.pictures });
    const each = this.drawing.length;
    for (const { views, values } of pictures) {
      if (values.length === views.length * each && values.length > 0) continue;
      throw new Error(
        `the prior takes ${each} values a view: ${values.length} do not fit ${views.length} views`,
      );
    }
    const tokens = condition.prompt === null ? [] : this.prepare(condition.prompt).tokens;
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      // Everything issued before the event loop's next turn goes together.
      if (this.waiting.length === 0) breathe().then(() => this.send());
      this.waiting.push({ pictures, tokens, resolve, reject });
    });
  }

  async dispose(): Promise<void> {
    if (this.ended) return;
    this.send();
    this.ended = new Error('the prior has been disposed of');
    await this.session.dispose();
  }

  /** Sends all waiting calls, one batch for each number of views among them. */
  private send(): void {
    const groups = new Map<number, Call[]>();
    for (const call of this.waiting) {
      const views = call.pictures.reduce((sum, { views }) => sum + views.length, 0);
      groups.set(views, [...(groups.get(views) ?? []), call]);
    }
    this.waiting = [];
    for (const [views, calls] of groups) {
      this.batches++;
      this.run(calls, views)
        .then((outputs) => this.answer(calls, views, outputs))
        .catch((error) => {
          for (const call of calls) call.reject(error);
        });
    }
  }

  /** Reaches the session at once: before the wish to end, where that follows. */
  private async run(calls: readonly Call[], views: number): Promise<ModelOutputs> {
    return this.session.run(this.assemble(calls, views));
  }

  private assemble(calls: readonly Call[], views: number): ModelInputs {
    const { tokenLength } = this.info;
    const n = calls.length * views;
    const { colourLength: colour, geometryLength: geometry, length: all } = this.drawing;
    const inputs: ModelInputs = {
      colour: new Float32Array(n * colour),
      geometry: new Float32Array(n * geometry),
      sigma: new Float32Array(n),
      tokens: new BigInt64Array(n * tokenLength),
      view: new Float32Array(n * VIEW_LENGTH),
      light: new Float32Array(n * 3),
      background: new Float32Array(n * 3),
      views,
    };
    let i = 0;
    for (const { pictures, tokens } of calls) {
      const words = tokens.map(BigInt);
      for (const { views, values, sigma } of pictures) {
        views.forEach((view, v) => {
          const at = v * all;
          inputs.colour.set(values.subarray(at, at + colour), i * colour);
          inputs.geometry.set(values.subarray(at + colour, at + all), i * geometry);
          inputs.sigma[i] = sigma;
          inputs.tokens.set(words, i * tokenLength);
          inputs.view.set(viewVector(view), i * VIEW_LENGTH);
          inputs.light.set(view.shading === 'albedo' ? [0, 0, 0] : view.light, i * 3);
          inputs.background.set(view.background, i * 3);
          i++;
        });
      }
    }
    return inputs;
  }

  private answer(calls: readonly Call[], views: number, outputs: ModelOutputs): void {
    const { colourLength: colour, geometryLength: geometry, length: all } = this.drawing;
    calls.forEach((call, k) => {
      const asked = call.pictures[0].views.length;
      const clean = new Float32Array(asked * all);
      for (let v = 0; v < asked; v++) {
        const i = k * views + v;
        clean.set(outputs.colour.subarray(i * colour, (i + 1) * colour), v * all);
        clean.set(outputs.geometry.subarray(i * geometry, (i + 1) * geometry), v * all + colour);
      }
      call.resolve(clean);
    });
  }
}
