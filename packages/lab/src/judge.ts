import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Images, imageAt, isList, isNumber, isObject, isText, isWhole, resize } from '@modeseek/core';
import type { ColourName } from '@modeseek/objects';
import { readJudgeCard } from './judge-card.ts';
import { loadPictureModel, type PictureModel } from './picture-model.ts';
import { bodyColour, foundIn, type Verdict, verdictOf } from './verdict.ts';

export const JUDGE_FOLDER = fileURLToPath(new URL('../../../assets/judge', import.meta.url));

const SHARE = isNumber(0, 1);

/**
 * What the judge can tell: `symmetry` is how often an object looks the same in one turn, 0 where it has no
 * front.
 */
export interface JudgedConcept {
  name: string;
  symmetry: number;
}

/** What the judge makes of pictures of one object. */
export interface Judgement {
  /** Of each picture. */
  verdicts: Verdict[];
  /** Of the object's body, over all pictures. */
  colour: ColourName;
  /** The concepts of a scene, over all pictures, the one that fills most first. */
  found: string[];
  /** What it sees in each picture before it names anything, `[pictures, features]`: for Fréchet distances. */
  features: Float32Array;
}

/** How often the judge is right about true pictures. */
export interface HeldOut {
  accuracy: number;
  within45: number;
  pairs: number;
  colours: number;
}

/**
 * The independent classifier and azimuth regressor of assets/judge, trained by scripts/prior/judge.py on
 * objects of its own.
 */
export class Judge {
  private constructor(
    private readonly model: PictureModel,
    /** Edge, in pixels, of the pictures it sees. */
    readonly size: number,
    readonly concepts: readonly JudgedConcept[],
    readonly heldOut: HeldOut,
  ) {}

  /** @param folder of the judge; assets/judge by default */
  static async load(folder = JUDGE_FOLDER): Promise<Judge> {
    const card = await readJudgeCard<{ concepts: JudgedConcept[]; heldOut: HeldOut }>(folder, 'judge', {
      concepts: isList(isObject({ name: isText(60), symmetry: isWhole(0, 64) }), 1),
      heldOut: isObject({ accuracy: SHARE, within45: SHARE, pairs: SHARE, colours: SHARE }),
    });
    const model = await loadPictureModel(join(folder, 'judge.onnx'));
    return new Judge(model, card.imageSize, card.concepts, card.heldOut);
  }

  /** Judges square pictures of one object in [0, 1]. */
  async judge(images: Images): Promise<Judgement> {
    const small = resize(images, this.size, this.size);
    const { concept: logits, azimuth: directions, features, body, cells } = await this.model(small);
    const names = this.concepts.map(({ name }) => name);
    return {
      verdicts: Array.from({ length: small.batch }, (_, i) =>
        verdictOf(
          imageAt(small, i),
          names,
          logits.subarray(i * names.length, (i + 1) * names.length),
          directions.subarray(2 * i, 2 * i + 2),
        ),
      ),
      colour: bodyColour(small, body),
      found: foundIn(cells, names),
      features,
    };
  }
}
