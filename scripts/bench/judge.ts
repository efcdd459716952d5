import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Images, imageAt } from '@modeseek/core';
import { resize } from '@modeseek/trainer';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Verdict, verdictOf } from './verdict.ts';

/** What the judge can tell: `symmetry` is how often an object looks the same in one turn, 0 where it has no front. */
export interface JudgedConcept {
  name: string;
  symmetry: number;
}

/** The independent classifier and azimuth regressor of assets/judge, trained by scripts/prior/judge.py on objects of its own. */
export class Judge {
  private constructor(
    private session: InferenceSession,
    /** Edge, in pixels, of the pictures it sees. */
    readonly size: number,
    readonly concepts: readonly JudgedConcept[],
    readonly heldOut: { accuracy: number; within45: number },
  ) {}

  static async load(folder: string): Promise<Judge> {
    const card = JSON.parse(readFileSync(join(folder, 'judge.json'), 'utf8'));
    const session = await InferenceSession.create(join(folder, 'judge.onnx'));
    return new Judge(session, card.imageSize, card.concepts, card.heldOut);
  }

  /** Judges square pictures in [0, 1]. */
  async judge(images: Images): Promise<Verdict[]> {
    const small = resize(images, this.size, this.size);
    const { concept, azimuth } = await this.session.run({
      pictures: new Tensor('float32', small.data, [small.batch, small.height, small.width, 3]),
    });
    const logits = concept.data as Float32Array;
    const directions = azimuth.data as Float32Array;
    const names = this.concepts.map(({ name }) => name);
    return Array.from({ length: small.batch }, (_, i) =>
      verdictOf(
        imageAt(small, i),
        names,
        logits.subarray(i * names.length, (i + 1) * names.length),
        directions.subarray(2 * i, 2 * i + 2),
      ),
    );
  }
}
