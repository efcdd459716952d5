import type { Images, SeenViews, View } from '@modeseek/core';
import { seenViews } from '@modeseek/raster';
import type { NamedFile } from '../formats/format.ts';
import { drawableOf } from '../picture/drawable.ts';
import { thumbnail } from '../picture/thumbnail.ts';
import { upright } from '../picture/upright.ts';
import { namedFiles } from './beside.ts';
import { checkMesh, type MeshReport } from './check-mesh.ts';
import { decodeTextures } from './decode-textures.ts';

/** What files of a mesh are, and what they look like. */
export interface MeshLook {
  report: MeshReport;
  /** Lit, on a ground; see `thumbnail`. */
  thumbnail: Images;
  /** What is seen from each list of views. */
  seen: SeenViews[];
  /** Whether its colours are among what is seen: not where the format has none, or they could not be unpacked. */
  coloured: boolean;
}

/** Samples along an edge of a pixel. */
const SAMPLES = 3;

/**
 * Reads what was written of a mesh, checks it, and draws it.
 * @param files the first is the mesh, which names the others
 * @param views of it as glTF has it: metres, +y up
 * @param size pixels along an edge of their pictures
 * @throws UserError when it cannot be read
 */
export async function lookAtMesh(
  files: readonly [NamedFile, ...NamedFile[]],
  views: readonly (readonly View[])[],
  size: number,
): Promise<MeshLook> {
  const [{ name, bytes }] = files;
  const { report, model } = await checkMesh(name, bytes, namedFiles(files));
  const textures = await decodeTextures(model);
  const drawable = drawableOf(upright(model), textures);
  const coloured = model.objects.every(({ parts }) =>
    parts.every(
      ({ mesh, material }) => mesh.colours || (material?.texture && textures.has(material.texture)),
    ),
  );
  return {
    report,
    thumbnail: thumbnail(drawable),
    seen: views.map((list) => seenViews(drawable, list, size, SAMPLES)),
    coloured,
  };
}
