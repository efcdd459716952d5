import { type Concept, LIBRARY, type Triangles } from '@modeseek/objects';
import { type PriorInfo, parsePrompt } from '@modeseek/priors';
import { objectsIn, readScene, type Scene } from '@modeseek/scene';
import type { Judge } from './judge.ts';
import { libraryScene } from './library-scene.ts';
import { joinTriangles, meshPictures } from './mesh-pictures.ts';
import { nearViews } from './near-views.ts';
import { sceneFaults } from './scene-check.ts';

/** What a scene is like to somebody who looks at each of its objects. */
export interface SceneRow {
  /** 1 where the judge finds each object in pictures of it from near, else 0; and of the library's own objects. */
  near: number;
  nearLibrary: number;
  /** 1 where all stand as the prompt says, none in another, else 0. */
  stands: number;
  /** What is wrong with how they stand. */
  faults: string;
}

/** Looks at scenes, by the nodes of their meshes. */
export class SceneLook {
  constructor(
    private readonly judge: Judge,
    private readonly info: PriorInfo,
  ) {}

  /** What a prompt asks for. */
  read(prompt: string): Scene {
    return readScene(parsePrompt(prompt, this.info));
  }

  /** @param parts each object in its place, in the prompt's order, once for each time that it is there */
  async look(prompt: string, parts: readonly Triangles[]): Promise<SceneRow> {
    const scene = this.read(prompt);
    const faults = sceneFaults(scene, parts);
    return {
      near: await this.allFound(scene, parts),
      nearLibrary: await this.allFound(scene, libraryScene(scene, LIBRARY as readonly Concept[])),
      stands: faults.length === 0 ? 1 : 0,
      faults: faults.join('; ') || '-',
    };
  }

  /** Whether each object is among those that fill most of the pictures of it from near. */
  private async allFound(scene: Scene, parts: readonly Triangles[]): Promise<number> {
    const concepts = objectsIn(scene).flatMap(({ concept, count }) => Array<string>(count).fill(concept));
    if (parts.length !== concepts.length) return 0;
    const all = joinTriangles(parts);
    const kinds = new Set(concepts).size;
    for (const [i, part] of parts.entries()) {
      if (part.count === 0) return 0;
      const { found } = await this.judge.judge(meshPictures(all, nearViews(part), this.judge.size));
      if (!found.slice(0, kinds).includes(concepts[i])) return 0;
    }
    return 1;
  }
}
