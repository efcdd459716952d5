/**
 * State of an {@link Rng}: four unsigned 32-bit words and the spare normal deviate, if one is waiting. Plain
 * JSON.
 */
export interface RngState {
  words: [number, number, number, number];
  spare: number | null;
}

/** The greatest seed that users may give: larger ones would be the same as smaller. */
export const MAXIMUM_SEED = 2 ** 32 - 1;

/**
 * Seeded pseudo-random numbers: xoshiro128** (Blackman and Vigna 2018), seeded through SplitMix32.
 * The whole state is readable and writable, so that a run can be resumed exactly.
 */
export class Rng {
  private words = new Uint32Array(4);
  private spare: number | null = null;

  /** @param seed any integer; or a string, hashed (FNV-1a) */
  constructor(seed: number | string) {
    let s = typeof seed === 'string' ? hashString(seed) : seed >>> 0;
    for (let i = 0; i < 4; i++) {
      s = (s + 0x9e3779b9) >>> 0;
      let z = s;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.words[i] = z ^ (z >>> 15);
    }
  }

  static fromState(state: RngState): Rng {
    const rng = new Rng(0);
    rng.state = state;
    return rng;
  }

  get state(): RngState {
    return { words: [...this.words] as RngState['words'], spare: this.spare };
  }

  set state(state: RngState) {
    this.words.set(state.words);
    this.spare = state.spare;
  }

  /** A new independent generator, named, so that consumers do not disturb one another. Advances this one. */
  fork(name: string): Rng {
    return new Rng(`${name}:${this.uint32()}`);
  }

  /** Uniform integer in [0, 2^32). */
  uint32(): number {
    const w = this.words;
    const m = Math.imul(w[1], 5);
    const result = Math.imul((m << 7) | (m >>> 25), 9) >>> 0;
    const t = w[1] << 9;
    w[2] ^= w[0];
    w[3] ^= w[1];
    w[1] ^= w[2];
    w[0] ^= w[3];
    w[2] ^= t;
    w[3] = (w[3] << 11) | (w[3] >>> 21);
    return result;
  }

  /** Uniform in [low, high), 24 bits of resolution. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * ((this.uint32() >>> 8) / 0x1000000);
  }

  /** Uniform integer in [0, n). */
  int(n: number): number {
    return Math.floor((this.uint32() / 0x100000000) * n);
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.uniform() < p;
  }

  /** One element of a non-empty list. */
  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)];
  }

  /** Standard normal deviate (Box and Muller 1958). */
  normal(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Fills and returns `out` with standard normal deviates. */
  normals(out: Float32Array): Float32Array {
    for (let i = 0; i < out.length; i++) out[i] = this.normal();
    return out;
  }
}

function hashString(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
