import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Images } from '@modeseek/core';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** What the judge makes of one picture. */
export interface Verdict {
  /** Name of the concept it takes the picture for; `nothing` where the picture is of one colour. */
  concept: string;
  /** Probability of each concept, in the order of `Judge.concepts`. */
  probabilities: number[];
  /** `symmetry` times the azimuth, in radians, for the symmetry of the concept that is really shown. */
  turns: number;
  /** For the Frechet distance. */
  features: Float32Array;
}

/** The judge must name a concept; this is said in its place where there is nothing to see. */
const NOTHING = 'nothing';

/** The independent classifier and azimuth regressor of assets/judge, trained by scripts/prior/judge.py on objects of its own. */
export class Judge {
  private constructor(
    private session: InferenceSession,
    readonly size: number,
    readonly concepts: readonly { name: string; symmetry: number }[],
    readonly heldOut: { accuracy: number; within45: number },
  ) {}

  static async load(folder: string): Promise<Judge> {
    const card = JSON.parse(readFileSync(join(folder, 'judge.json'), 'utf8'));
    const session = await InferenceSession.create(join(folder, 'judge.onnx'));
    return new Judge(session, card.imageSize, card.concepts, card.heldOut);
  }

  /** Judges pictures in [0, 1] of any square size that is a multiple of the judge's own. */
  async judge(images: Images): Promise<Verdict[]> {
    const small = shrink(images, this.size);
    const { concept, azimuth, features } = await this.session.run({
      pictures: new Tensor('float32', small.data, [small.batch, small.height, small.width, 3]),
    });
    const logits = concept.data as Float32Array;
    const turns = azimuth.data as Float32Array;
    const n = this.concepts.length;
    const width = features.dims[1];
    return Array.from({ length: images.batch }, (_, i) => {
      const row = Array.from(logits.subarray(i * n, (i + 1) * n));
      const top = Math.max(...row);
      const powers = row.map((x) => Math.exp(x - top));
      const sum = powers.reduce((a, b) => a + b);
      return {
        concept: plain(small, i) ? NOTHING : this.concepts[row.indexOf(top)].name,
        probabilities: powers.map((x) => x / sum),
        turns: Math.atan2(turns[2 * i], turns[2 * i + 1]),
        features: (features.data as Float32Array).slice(i * width, (i + 1) * width),
      };
    });
  }
}

/** Degrees between a verdict's azimuth and the true one (radians), up to the concept's rotational symmetry. */
export function degreesApart(verdict: Verdict, azimuth: number, symmetry: number): number {
  const error = verdict.turns - symmetry * azimuth;
  return (Math.abs(Math.atan2(Math.sin(error), Math.cos(error))) / symmetry) * (180 / Math.PI);
}

/** Whether the values of a picture differ by less than one in twenty, in each channel. */
function plain({ data, height, width }: Images, picture: number): boolean {
  const values = data.subarray(picture * height * width * 3, (picture + 1) * height * width * 3);
  return [0, 1, 2].every((channel) => {
    const one = values.filter((_, i) => i % 3 === channel);
    return Math.max(...one) - Math.min(...one) < 0.05;
  });
}

/** Averages square blocks of pixels. */
function shrink(images: Images, size: number): Images {
  const factor = images.width / size;
  if (!Number.isInteger(factor) || images.height !== images.width) {
    throw new Error(`pictures of ${images.width}x${images.height} cannot be shrunk to ${size}x${size}`);
  }
  const data = new Float32Array(images.batch * size * size * 3);
  const share = 1 / factor ** 2;
  for (let b = 0; b < images.batch; b++) {
    for (let y = 0; y < images.height; y++) {
      for (let x = 0; x < images.width; x++) {
        const from = ((b * images.height + y) * images.width + x) * 3;
        const to = ((b * size + Math.floor(y / factor)) * size + Math.floor(x / factor)) * 3;
        for (let c = 0; c < 3; c++) data[to + c] += images.data[from + c] * share;
      }
    }
  }
  return { data, batch: images.batch, height: size, width: size };
}
