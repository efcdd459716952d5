import type { ClipTokenizer } from '../clip/clip-tokenizer.ts';
import type { OpenNetwork } from './network.ts';

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

  /** A text that was read. */
  of(text: string): Float32Array {
    return this.known.get(text)!;
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
