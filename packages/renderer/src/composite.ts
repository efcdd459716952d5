import type { FieldValues } from '@modeseek/core';
import { grown } from './buffer.ts';
import { inRayRanges } from './ray-ranges.ts';
import type { Samples } from './sampling.ts';

/** What rays have gathered. */
export interface Composite {
  /** `[rays, 3]`, sum of weight times colour: nothing of the background yet. */
  colour: Float32Array;
  /** `[rays]`, sum of weights, in [0, 1). */
  opacity: Float32Array;
  /**
   * `[rays]`, sum of weight times distance. Divided by the opacity it is the expected distance of the
   * surface.
   */
  depth: Float32Array;
}

/**
 * Volume rendering by quadrature (Max 1995; NeRF, arXiv 2003.08934, equation 3): a_i = 1 - exp(-density_i
 * delta_i), T_i = prod_{j<i} (1 - a_j), weight w_i = T_i a_i, of all samples in front of the first with T_i
 * below a small share.
 */
export class Compositor {
  private readonly end: number;
  private weight: Float32Array = new Float32Array(0);
  /** Transmittance behind each sample. */
  private behind: Float32Array = new Float32Array(0);
  private colour: Float32Array = new Float32Array(0);
  private ends = new Uint32Array(0);
  private densityGradient: Float32Array = new Float32Array(0);
  private colourGradient: Float32Array = new Float32Array(0);

  /** @param end a ray ends where less than this share of the light gets through */
  constructor(end: number) {
    this.end = end;
  }

  /**
   * Composites `rays` rays and keeps what `backward` needs until the next call. The result's arrays are new.
   */
  async forward(samples: Samples, rays: number, field: FieldValues): Promise<Composite> {
    const { count } = samples;
    this.weight = grown(this.weight, count);
    this.behind = grown(this.behind, count);
    this.colour = grown(this.colour, count * 3);
    this.colour.set(field.colour.subarray(0, count * 3));
    if (this.ends.length < rays) this.ends = new Uint32Array(rays);
    const out = {
      colour: new Float32Array(rays * 3),
      opacity: new Float32Array(rays),
      depth: new Float32Array(rays),
    };
    await inRayRanges(rays, (first, last) => this.forwardRange(samples, first, last, field.density, out));
    return out;
  }

  /**
   * The loss's gradient by density and colour of each sample, given that by each part of the composite:
   * with g_i = dL/dw_i, dL/d density_i = delta_i (T_{i+1} g_i - sum_{j>i} w_j g_j).
   * @param gradient arrays shaped as the composite's
   * @returns arrays `[samples.count]` and `[samples.count, 3]`, valid until the next call
   */
  async backward(samples: Samples, rays: number, gradient: Composite): Promise<FieldValues> {
    const { count } = samples;
    this.densityGradient = grown(this.densityGradient, count);
    this.colourGradient = grown(this.colourGradient, count * 3);
    const out = {
      density: this.densityGradient.subarray(0, count),
      colour: this.colourGradient.subarray(0, count * 3),
    };
    await inRayRanges(rays, (first, last) => this.backwardRange(samples, first, last, gradient, out));
    return out;
  }

  private forwardRange(
    { offsets, t, delta }: Samples,
    first: number,
    last: number,
    density: Float32Array,
    out: Composite,
  ): void {
    const { end, weight, behind, colour } = this;
    for (let ray = first; ray < last; ray++) {
      let transmittance = 1;
      let red = 0;
      let green = 0;
      let blue = 0;
      let opacity = 0;
      let depth = 0;
      let i = offsets[ray];
      for (; i < offsets[ray + 1] && transmittance >= end; i++) {
        const next = transmittance * Math.exp(-density[i] * delta[i]);
        const w = transmittance - next;
        red += w * colour[i * 3];
        green += w * colour[i * 3 + 1];
        blue += w * colour[i * 3 + 2];
        opacity += w;
        depth += w * t[i];
        weight[i] = w;
        behind[i] = next;
        transmittance = next;
      }
      this.ends[ray] = i;
      out.colour[ray * 3] = red;
      out.colour[ray * 3 + 1] = green;
      out.colour[ray * 3 + 2] = blue;
      out.opacity[ray] = opacity;
      out.depth[ray] = depth;
    }
  }

  private backwardRange(
    { offsets, t, delta }: Samples,
    first: number,
    last: number,
    gradient: Composite,
    out: FieldValues,
  ): void {
    const { weight, behind, colour } = this;
    const { density: densityGradient, colour: colourGradient } = out;
    for (let ray = first; ray < last; ray++) {
      const red = gradient.colour[ray * 3];
      const green = gradient.colour[ray * 3 + 1];
      const blue = gradient.colour[ray * 3 + 2];
      const opacity = gradient.opacity[ray];
      const depth = gradient.depth[ray];
      const end = this.ends[ray];
      densityGradient.fill(0, end, offsets[ray + 1]);
      colourGradient.fill(0, end * 3, offsets[ray + 1] * 3);
      let further = 0;
      for (let i = end - 1; i >= offsets[ray]; i--) {
        const w = weight[i];
        const c = i * 3;
        const g = red * colour[c] + green * colour[c + 1] + blue * colour[c + 2] + opacity + depth * t[i];
        densityGradient[i] = delta[i] * (behind[i] * g - further);
        further += w * g;
        colourGradient[c] = w * red;
        colourGradient[c + 1] = w * green;
        colourGradient[c + 2] = w * blue;
      }
    }
  }
}
