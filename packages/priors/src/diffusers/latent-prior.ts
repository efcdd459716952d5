import { breathe, type Direction, type DirectionShares, shortened, type View } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import type { ClipTokenizer } from '../clip/clip-tokenizer.ts';
import type { Prior, SaidBeside } from '../prior.ts';
import { checkPrompt } from '../prompt/check-prompt.ts';
import type { ParsedPrompt } from '../prompt/parse-prompt.ts';
import type { LatentDrawing } from './latent-drawing.ts';
import type { Network, OpenNetwork } from './network.ts';
import { inputScale, type NoiseSchedule } from './noise-schedule.ts';
import { TextEmbeddings, type TextShare } from './text-embeddings.ts';
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
  /** Most pictures that the network takes at once, but never fewer than belong together; see `picturesAtOnce`. */
  batch: number | null;
}

export const LATENT_PRIOR_DEFAULTS: LatentPriorOptions = { batch: null };

/** Latents of so many positions are enough to keep a machine busy; more take memory, and no less time. */
const POSITIONS = 2 ** 13;

/** Pictures that a network takes at once: two of 64 by 64 latents, as classifier-free guidance asks for. */
export function picturesAtOnce(size: number, together: number): number {
  return together * Math.max(1, Math.floor(POSITIONS / (together * size * size)));
}

/** What is said where nothing is asked for. */
const NOTHING = '';
const LONGEST_PROMPT = 1000;

/** One call of `denoise` that waits for its batch. */
interface Call {
  noisy: Float32Array;
  sigma: number;
  prompt: string | null;
  directions: Condition['directions'];
  views: readonly View[];
  resolve(clean: Float32Array): void;
  reject(error: Error): void;
}

/** One picture of a call. */
interface Picture {
  noisy: Float32Array;
  clean: Float32Array;
  sigma: number;
  texts: readonly TextShare[];
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
  /** Texts that are going to be needed: they are read with the first ones that are. */
  private readonly expected = new Set([NOTHING]);
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

  get readsAnyText(): boolean {
    return true;
  }

  get readsDirections(): boolean {
    return this.model.conditioning.words !== undefined;
  }

  /** Any text is understood; what is told is how much of it is read. */
  prepare(
    prompt: string,
    { negativePrompt = '', viewWords = false }: Partial<SaidBeside> = {},
  ): ParsedPrompt {
    checkPrompt(prompt, LONGEST_PROMPT);
    const withWords = viewWords && this.readsDirections;
    const texts = withWords ? this.textsOf(prompt) : [prompt];
    for (const text of [...texts, negativePrompt]) this.expected.add(text);
    const warnings = [
      ...this.leftOut(texts, `prompt${withWords ? ', words for the view included' : ''}`),
      ...this.leftOut([negativePrompt], 'negative prompt'),
    ];
    const text = prompt.trim();
    return {
      objects: [{ concept: text, words: text, count: 1 }],
      joints: [],
      text,
      tokens: this.model.tokenizer.encode(prompt).ids,
      warnings,
    };
  }

  async denoise(
    noisy: Float32Array,
    sigma: number,
    { prompt, views, directions }: Condition,
  ): Promise<Float32Array> {
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
    if (directions && directions.length !== views.length) {
      throw new Error(`the prior was given ${directions.length} directions of ${views.length} views`);
    }
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      // Everything issued before the event loop's next turn goes together.
      if (this.waiting.length === 0) breathe().then(() => this.send());
      this.waiting.push({ noisy, sigma, prompt, directions, views, resolve, reject });
    });
  }

  async dispose(): Promise<void> {
    if (this.ended) return;
    this.send();
    this.ended = new Error('the prior has been disposed of');
    await Promise.all(this.running);
    await Promise.all([this.model.unet.dispose(), this.drawing.dispose()]);
  }

  /** What is not read of texts that are one but for their endings. */
  private leftOut(texts: readonly string[], what: string): string[] {
    const read = texts.map((text) => this.model.tokenizer.encode(text));
    const longest = read.reduce((a, b) => (b.leftOut.length > a.leftOut.length ? b : a));
    if (longest.leftOut === '') return [];
    return [
      `the model reads ${longest.count} tokens of a ${what}: "${shortened(longest.leftOut)}" is left out`,
    ];
  }

  /** A prompt from all directions, of a model that reads them. */
  private textsOf(prompt: string): string[] {
    return Object.values(this.model.conditioning.words!).map((words) => `${prompt}, ${words}`);
  }

  /** What is said of a picture. */
  private textsFor(prompt: string | null, directions: DirectionShares | undefined): TextShare[] {
    const { words } = this.model.conditioning;
    if (prompt === null) return [{ text: NOTHING, share: 1 }];
    if (!words || !directions) return [{ text: prompt, share: 1 }];
    return Object.entries(directions).map(([direction, share]) => ({
      text: `${prompt}, ${words[direction as Direction]}`,
      share,
    }));
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
    const each = this.drawing.length;
    const cleans = calls.map(({ noisy }) => new Float32Array(noisy.length));
    const pictures = calls.flatMap(({ noisy, sigma, prompt, directions, views }, k) =>
      views.map((view, i): Picture => {
        const [from, to] = [i * each, (i + 1) * each];
        return {
          noisy: noisy.subarray(from, to),
          clean: cleans[k].subarray(from, to),
          sigma,
          texts: this.textsFor(prompt, directions?.[i]),
          view,
        };
      }),
    );
    const needed = pictures.flatMap(({ texts }) => texts.map(({ text }) => text));
    await this.texts.read([...this.expected, ...needed]);
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
    const embeddings = pictures.map(({ texts }) => this.texts.of(texts));
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
