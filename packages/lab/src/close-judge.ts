import { join } from 'node:path';
import { aroundViews, type Images, isList, isNumber, isObject, isText, type View } from '@modeseek/core';
import type { Triangles } from '@modeseek/objects';
import { JUDGE_FOLDER } from './judge.ts';
import { readJudgeCard } from './judge-card.ts';
import { meshPictures } from './mesh-pictures.ts';
import { loadPictureModel, type PictureModel } from './picture-model.ts';

/** Of the picture's own 192 numbers, before anything is named: for Fréchet distances. */
export const CLOSE_FEATURES = 192;

const VIEWS = aroundViews(8);
/** From above, to the right, in front. */
export const CLOSE_LIGHT = [0.45, 0.75, 0.48] as const;

/**
 * Looks at pictures of 128 pixels, of colours or of clay (`textureless`): see scripts/prior/close_judge.py.
 */
export class CloseJudge {
  private constructor(
    private readonly model: PictureModel,
    /** Edge, in pixels, of the pictures it sees. */
    readonly size: number,
    private concepts: readonly string[],
    /** Shares of true pictures that it names rightly. */
    readonly heldOut: { accuracy: number; clay: number },
  ) {}

  static async load(): Promise<CloseJudge> {
    const card = await readJudgeCard<Pick<CloseJudge, 'heldOut'> & { concepts: string[] }>(
      JUDGE_FOLDER,
      'close',
      {
        concepts: isList(isText(60), 1),
        heldOut: isObject({ accuracy: isNumber(0, 1), clay: isNumber(0, 1) }),
      },
    );
    const model = await loadPictureModel(join(JUDGE_FOLDER, 'close.onnx'));
    return new CloseJudge(model, card.imageSize, card.concepts, card.heldOut);
  }

  /** @param images `[pictures, size, size, 3]` in [0, 1] */
  async look(images: Images): Promise<{ names: string[]; features: Float32Array }> {
    const { concept, features } = await this.model(images);
    const count = this.concepts.length;
    const names = Array.from({ length: images.batch }, (_, i) => {
      const logits = concept.subarray(i * count, (i + 1) * count);
      return this.concepts[logits.reduce((best, logit, k) => (logit > logits[best] ? k : best), 0)];
    });
    return { names, features };
  }

  /**
   * Eight pictures of a mesh without its colours, lit from one side: the share that it takes for the noun, and
   * their features, `[8, CLOSE_FEATURES]`.
   */
  async clay(triangles: Triangles, noun: string): Promise<{ share: number; features: Float32Array }> {
    const views = VIEWS.map((view): View => ({ ...view, shading: 'textureless', light: CLOSE_LIGHT }));
    const { names, features } = await this.look(meshPictures(triangles, views, this.size));
    return { share: names.filter((name) => name === noun).length / names.length, features };
  }

  /** Features of eight pictures of a mesh in its colours, `[8, CLOSE_FEATURES]`. */
  async features(triangles: Triangles): Promise<Float32Array> {
    return (await this.look(meshPictures(triangles, VIEWS, this.size))).features;
  }
}
