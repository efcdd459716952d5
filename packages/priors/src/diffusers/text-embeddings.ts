import type { ClipTokenizer } from '../clip/clip-tokenizer.ts';
import type { OpenNetwork } from './network.ts';

/** A text of a blend, and how much it counts there; all of them sum to 1. */
export interface TextShare {
  text: string;
  share: number;
}

/**
 * Texts as a network reads them, `[tokens, size]` each. The text encoder is in memory while there is something
 * new to read.
 */
export class TextEmbeddings {
  private readonly known = new Map<string, Float32Array>();
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly tokenizer: ClipTokenizer,
    private readonly open: OpenNetwork,
  ) {}

  /** Reads those texts that are new, all at once. */
  async read(texts: readonly string[]): Promise<void> {
    this.reading = this.reading.catch(() => {}).then(() => this.readNew(texts));
    await this.reading;
  }

  /** A blend of texts that were read. */
  of([first, ...others]: readonly TextShare[]): Float32Array {
    const embedding = this.known.get(first.text)!;
    if (others.length === 0 && first.share === 1) return embedding;
    const out = embedding.map((value) => first.share * value);
    for (const { text, share } of others) {
      this.known.get(text)!.forEach((value, i) => {
        out[i] += share * value;
      });
    }
    return out;
  }

  private async readNew(texts: readonly string[]): Promise<void> {
    const fresh = [...new Set(texts)].filter((text) => !this.known.has(text));
    if (fresh.length === 0) return;
    const { length } = this.tokenizer.vocabulary;
    const data = Int32Array.from(fresh.flatMap((text) => this.tokenizer.encode(text).ids));
    const encoder = await this.open();
    try {
      const { output } = await encoder.run({ input_ids: { shape: [fresh.length, length], data } });
      const each = output.data.length / fresh.length;
      fresh.forEach((text, i) => {
        this.known.set(text, output.data.slice(i * each, (i + 1) * each));
      });
    } finally {
      await encoder.dispose();
    }
  }
}
