import { breathe, shortened, type View } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import type { ClipTokenizer } from '../clip/clip-tokenizer.ts';
import type { Prior } from '../prior.ts';
import { checkPrompt } from '../prompt/check-prompt.ts';
import type { ParsedPrompt } from '../prompt/parse-prompt.ts';
import type { LatentDrawing } from './latent-drawing.ts';
import type { Network, OpenNetwork } from './network.ts';
import { inputScale, type NoiseSchedule } from './noise-schedule.ts';
import { TextEmbeddings } from './text-embeddings.ts';
import type { ViewConditioning } from './view-conditioning.ts';

/** What a model in diffusers' layout is made of. */
export interface LatentModel {
  /** See `Prior`. */
  sha256: string;
  description: string;
  tokenizer: ClipTokenizer;
  schedule: NoiseSchedule;
  conditioning: ViewConditioning;
  openTextEncoder: OpenNetwork;
  /** Predicts what `schedule` says, from `sample`, `timestep`, `encoder_hidden_states` and what views add. */
  unet: Network;
  drawing: LatentDrawing;
}

export interface LatentPriorOptions {
  /** What pictures are to have nothing of: it takes the place of the empty text. */
  negativePrompt: string;
  /** Most pictures that the network takes at once, but never fewer than belong together; see `picturesAtOnce`. */
  batch: number | null;
}

export const LATENT_PRIOR_DEFAULTS: LatentPriorOptions = { negativePrompt: '', batch: null };

/** Latents of so many positions are enough to keep a machine busy; more take memory, and no less time. */
const POSITIONS = 2 ** 13;

/** Pictures that a network takes at once: two of 64 by 64 latents, as classifier-free guidance asks for. */
export function picturesAtOnce(size: number, together: number): number {
  return together * Math.max(1, Math.floor(POSITIONS / (together * size * size)));
}

const LONGEST_PROMPT = 1000;

/** One call of `denoise` that waits for its batch. */
interface Call {
  noisy: Float32Array;
  sigma: number;
  prompt: string | null;
  views: readonly View[];
  resolve(clean: Float32Array): void;
  reject(error: Error): void;
}

/** One picture of a call. */
interface Picture {
  noisy: Float32Array;
  clean: Float32Array;
  sigma: number;
  text: string;
  view: View;
}

/**
 * A latent diffusion model (Rombach et al. 2022): a `Denoiser` of latents, `[views, channels, size, size]`,
 * which `drawing` makes of pictures. Calls issued in one turn of the event loop, as classifier-free guidance
 * issues them, share batches.
 */
export class LatentPrior implements Prior {
  readonly ignoresKnown = true;
  private readonly options: LatentPriorOptions;
  private readonly texts: TextEmbeddings;
  private waiting: Call[] = [];
  private readonly running = new Set<Promise<void>>();
  /** Why no more calls are taken, once that is so. */
  private ended: Error | null = null;

  constructor(
    private readonly model: LatentModel,
    options: Partial<LatentPriorOptions> = {},
  ) {
    this.options = { ...LATENT_PRIOR_DEFAULTS, ...options };
    this.texts = new TextEmbeddings(model.tokenizer, model.openTextEncoder);
  }

  get sha256(): string {
    return this.model.sha256;
  }

  get description(): string {
    return this.model.description;
  }

  get together(): number {
    return this.model.conditioning.together;
  }

  get drawing(): LatentDrawing {
    return this.model.drawing;
  }

  /** See `Denoiser`. */
  get sigmaRange(): readonly [number, number] {
    return this.model.schedule.range;
  }

  /** Any text is understood; what is told is how much of it is read. */
  prepare(prompt: string): ParsedPrompt {
    checkPrompt(prompt, LONGEST_PROMPT);
    const { tokenizer, conditioning } = this.model;
    const read = [prompt, ...this.textsOf(prompt)].map((text) => tokenizer.encode(text));
    const longest = read.reduce((a, b) => (b.leftOut.length > a.leftOut.length ? b : a));
    const warnings =
      longest.leftOut === ''
        ? []
        : [
            `the model reads ${longest.count} tokens of a prompt${conditioning.words.length > 0 ? ', words for the view included' : ''}: "${shortened(longest.leftOut)}" is left out`,
          ];
    const text = prompt.trim();
    return {
      objects: [{ concept: text, words: text, count: 1 }],
      joints: [],
      text,
      tokens: read[0].ids,
      warnings,
    };
  }

  async denoise(noisy: Float32Array, sigma: number, { prompt, views }: Condition): Promise<Float32Array> {
    const { together } = this;
    const each = this.drawing.length;
    if (noisy.length !== views.length * each || noisy.length === 0) {
      throw new Error(
        `the prior takes ${each} latents a view: ${noisy.length} do not fit ${views.length} views`,
      );
    }
    if (views.length % together !== 0) {
      throw new Error(`the prior takes ${together} views at once: ${views.length} cannot be parted so`);
    }
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      // Everything issued before the event loop's next turn goes together.
      if (this.waiting.length === 0) breathe().then(() => this.send());
      this.waiting.push({ noisy, sigma, prompt, views, resolve, reject });
    });
  }

  async dispose(): Promise<void> {
    if (this.ended) return;
    this.send();
    this.ended = new Error('the prior has been disposed of');
    await Promise.all(this.running);
    await Promise.all([this.model.unet.dispose(), this.drawing.dispose()]);
  }

  /** A prompt from all directions: each is read once, with the others. */
  private textsOf(prompt: string): string[] {
    const { words } = this.model.conditioning;
    return words.length === 0 ? [prompt] : words.map((direction) => `${prompt}, ${direction}`);
  }

  private textFor(prompt: string | null, view: View): string {
    if (prompt === null) return this.options.negativePrompt;
    const words = this.model.conditioning.wordsFor(view.camera);
    return words === undefined ? prompt : `${prompt}, ${words}`;
  }

  private send(): void {
    const calls = this.waiting;
    this.waiting = [];
    if (calls.length === 0) return;
    const run = this.answer(calls)
      .catch((error) => {
        for (const call of calls) call.reject(error);
      })
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async answer(calls: readonly Call[]): Promise<void> {
    const prompts = calls.flatMap(({ prompt }) => (prompt === null ? [] : this.textsOf(prompt)));
    await this.texts.read([this.options.negativePrompt, ...prompts]);
    const each = this.drawing.length;
    const cleans = calls.map(({ noisy }) => new Float32Array(noisy.length));
    const pictures = calls.flatMap(({ noisy, sigma, prompt, views }, k) =>
      views.map((view, i): Picture => {
        const [from, to] = [i * each, (i + 1) * each];
        return {
          noisy: noisy.subarray(from, to),
          clean: cleans[k].subarray(from, to),
          sigma,
          text: this.textFor(prompt, view),
          view,
        };
      }),
    );
    const { together } = this;
    const { batch } = this.options;
    const most =
      batch === null
        ? picturesAtOnce(this.drawing.format.size, together)
        : together * Math.max(1, Math.floor(batch / together));
    for (let i = 0; i < pictures.length; i += most) await this.run(pictures.slice(i, i + most));
    calls.forEach((call, k) => {
      call.resolve(cleans[k]);
    });
  }

  /** Runs the network once, and writes what it says of each picture. */
  private async run(pictures: readonly Picture[]): Promise<void> {
    const { schedule, conditioning, unet } = this.model;
    const { channels, size } = this.drawing.format;
    const each = this.drawing.length;
    const n = pictures.length;
    const embeddings = pictures.map(({ text }) => this.texts.of(text));
    const { length: tokens } = this.model.tokenizer.vocabulary;
    const sample = new Float32Array(n * each);
    const text = new Float32Array(n * embeddings[0].length);
    pictures.forEach(({ noisy, sigma }, i) => {
      const scale = inputScale(sigma);
      for (let j = 0; j < each; j++) sample[i * each + j] = scale * noisy[j];
      text.set(embeddings[i], i * embeddings[i].length);
    });
    const { output } = await unet.run({
      sample: { shape: [n, channels, size, size], data: sample },
      timestep: {
        shape: [n],
        data: Float32Array.from(pictures, ({ sigma }) => schedule.timestep(sigma)),
      },
      encoder_hidden_states: { shape: [n, tokens, embeddings[0].length / tokens], data: text },
      ...conditioning.inputsFor(pictures.map(({ view }) => view.camera)),
    });
    pictures.forEach(({ noisy, clean, sigma }, i) => {
      for (let j = 0; j < each; j++) {
        clean[j] = schedule.clean(noisy[j], output.data[i * each + j], sigma);
      }
    });
  }
}
