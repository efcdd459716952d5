/** Lines that are encoded together: enough that it is quick, few enough for one string. */
const TOGETHER = 50_000;

/** A text that is written line by line, and may be longer than a string can be. */
export class TextFile {
  private readonly encoder = new TextEncoder();
  private readonly done: Uint8Array[] = [];
  private lines: string[] = [];

  line(text: string): void {
    this.lines.push(text);
    if (this.lines.length === TOGETHER) this.flush();
  }

  /** UTF-8, each line with its end. */
  bytes(): Uint8Array {
    this.flush();
    const bytes = new Uint8Array(this.done.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.done) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    this.done.push(this.encoder.encode(`${this.lines.join('\n')}\n`));
    this.lines = [];
  }
}

/** A float32 with all its digits, and no more. */
export const exact = (value: number) => String(Number(value.toPrecision(9)));

/** A number to so many places behind the point. */
export const rounded = (value: number, places: number) => String(Number(value.toFixed(places)));
