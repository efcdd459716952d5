import { placePoint, Rng, turnAboutY } from '@modeseek/core';
import { type Concept, flatten, plainTriangles, type Triangles } from '@modeseek/objects';
import { arrange, objectsIn, type Scene } from '@modeseek/scene';
import { typical } from './library-pictures.ts';
import { solidGrid } from './surface/solid.ts';

/** Cells along the edge of the cube, by which objects are laid out: as many as of a field's. */
const RESOLUTION = 64;

/**
 * A scene of the library's own objects, laid out as those that are made: what the judge is to be judged by.
 * @returns each object in its place, in the prompt's order, once for each time that it is there
 */
export function libraryScene(scene: Scene, library: readonly Concept[]): Triangles[] {
  const objects = new Map<string, Triangles>();
  for (const { words, concept: name } of objectsIn(scene)) {
    const concept = library.find((each) => each.name === name)!;
    objects.set(words, flatten(typical(concept, new Rng(`true:${words}`)).group));
  }
  const shapes = new Map([...objects].map(([words, soup]) => [words, solidGrid(soup, RESOLUTION)]));
  return arrange(scene, shapes).objects.map(({ words, ...placement }) => {
    const { positions, normals, colours } = objects.get(words)!;
    const each = (
      values: Float32Array,
      move: (v: readonly [number, number, number]) => readonly number[],
    ) => {
      const out = new Float32Array(values.length);
      for (let i = 0; i < out.length; i += 3) out.set(move([values[i], values[i + 1], values[i + 2]]), i);
      return out;
    };
    return plainTriangles(
      each(positions, (point) => placePoint(point, placement)),
      each(normals, (normal) => turnAboutY(normal, placement.turn)),
      colours,
    );
  });
}
