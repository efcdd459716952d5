import { aroundViews, type Images, Rng, type View } from '@modeseek/core';
import {
  type BuiltObject,
  beside,
  type ColourName,
  type Concept,
  caption,
  drawSubject,
  flatten,
  on,
  type Subject,
  single,
} from '@modeseek/objects';
import { sampleCameras } from '@modeseek/renderer';
import { meshPictures } from './mesh-pictures.ts';
import type { BenchPrompt } from './prompts.ts';

/** A random object, or a scene of two, with a caption and pictures from cameras all around. */
export function photograph(
  concept: Concept,
  library: readonly Concept[],
  views: number,
  rng: Rng,
  size: number,
): { caption: string; views: View[]; pictures: Images } {
  const subject = drawSubject(concept, library, rng.fork('subject'));
  const around = aroundViews(views);
  const shown = sampleCameras(views, rng.fork('cameras')).map((camera, i) => ({ ...around[i], camera }));
  return {
    caption: caption(subject, rng.fork('caption')),
    views: shown,
    pictures: meshPictures(flatten(subject.group), shown, size),
  };
}

/**
 * What the library means by a prompt of the benchmarks, from `views`: pictures that are right, for the judge
 * to be judged by.
 * @returns `[views, size, size, 3]` in [0, 1]
 */
export function truePictures(
  prompt: BenchPrompt,
  library: readonly Concept[],
  views: readonly View[],
  size: number,
): Images {
  const subject = typicalOf(prompt, library, new Rng(`true:${prompt.text}`));
  return meshPictures(flatten(subject.group), views, size);
}

export function typicalOf(
  { concepts, relation, colour }: BenchPrompt,
  library: readonly Concept[],
  rng: Rng,
): Subject {
  const [first, second] = concepts.map((name) => {
    const concept = library.find((each) => each.name === name)!;
    return { concept, object: typical(concept, rng.fork(name), colour) };
  });
  if (!relation) return single(first.concept, first.object);
  return (relation === 'on' ? on : beside)(first, second, rng);
}

/** A typical object of which nothing has to be said but the colour. */
export function typical(concept: Concept, rng: Rng, colour?: ColourName): BuiltObject {
  for (;;) {
    const object = concept.build(rng, { tiny: false, typical: true, look: colour && { colour } });
    const { look, adjectives, features } = object.description;
    const plain = !look.material && !look.pattern && (colour !== undefined || look.natural);
    if (plain && [...adjectives, ...features].every(({ always }) => !always)) return object;
  }
}
