import type { Compute } from '@modeseek/backend';
import { aroundViews } from '@modeseek/core';
import { bodies, genus, hiddenShare, Subject, type TriangleMesh } from '@modeseek/mesh';
import { FolderStore } from '@modeseek/node';
import { rasterise, type Triangles } from '@modeseek/objects';
import { loadRunField, Run } from '@modeseek/trainer';
import { medianBend } from './surface/bend.ts';
import { pitShare } from './surface/pits.ts';
import { simpleSolidOf } from './surface/solid.ts';

const VIEWS = 8;
const FOG_SIZE = 256;

/** What a mesh is like to somebody who looks closely. */
export interface SurfaceQuality {
  /** Median angle between neighbouring faces, degrees: compare at equal numbers of faces. */
  roughness: number;
  /** Handles, in all closed bodies together; infinite where there is none. */
  genus: number;
  bodies: number;
  /** Share of visible pixels in pits. */
  pits: number;
  /** Share of faces that cannot be seen from outside. */
  hidden: number;
}

/** Looks closely at a mesh. */
export function surfaceQuality(mesh: TriangleMesh): SurfaceQuality {
  const subject = Subject.of(mesh);
  return {
    roughness: medianBend(mesh),
    genus: genus.measure(subject) ?? Number.POSITIVE_INFINITY,
    bodies: bodies.measure(subject),
    pits: pitShare(mesh),
    hidden: hiddenShare.measure(subject),
  };
}

/**
 * The same of an object of the library, of which a mesh is made as of a field, with so many triangles at
 * most.
 */
export async function libraryQuality(object: Triangles, faces: number): Promise<SurfaceQuality> {
  return surfaceQuality(await simpleSolidOf(object, faces));
}

/**
 * Fog: of the pixels that show something of an object, the share that is neither opaque nor clear, in eight
 * views of 256 pixels.
 */
function fogOf(opacity: Float32Array): number {
  let [shown, foggy] = [0, 0];
  for (const value of opacity) {
    if (value <= 0.1) continue;
    shown++;
    if (value < 0.9) foggy++;
  }
  return shown === 0 ? 0 : foggy / shown;
}

/** Of a run's field. */
export async function fieldFog(path: string, { kernels }: Compute): Promise<number> {
  const { field, renderer } = await loadRunField(await Run.open(new FolderStore(path)), kernels);
  try {
    const { opacity } = await renderer.renderPreview(aroundViews(VIEWS), FOG_SIZE, FOG_SIZE);
    return fogOf(opacity);
  } finally {
    await field.dispose();
  }
}

/** Of an object of the library, drawn with nine samples a pixel: its outline alone. */
export function libraryFog(object: Triangles): number {
  const maps = aroundViews(VIEWS).map(({ camera }) => rasterise(object, camera, FOG_SIZE).alpha);
  return fogOf(Float32Array.from(maps.flatMap((alpha) => [...alpha])));
}
