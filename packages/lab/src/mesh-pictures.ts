import type { Images, SeenViews, View } from '@modeseek/core';
import { drawableOf, type ExportResult, readMesh } from '@modeseek/mesh';
import { decodeTextures, namedFiles, readTools } from '@modeseek/mesh/node';
import { painted, plainTriangles, type Triangles } from '@modeseek/objects';
import { type Drawable, type SurfacePoint, seenViews } from '@modeseek/raster';

/** What a run leaves that found no surface: no triangles. */
export const EMPTY_MESH = plainTriangles(new Float32Array(), new Float32Array(), new Float32Array());

/** Where `export` has put the cube of training. */
export type Place = Pick<ExportResult, 'metresPerUnit' | 'cubeCentre'>;

/** The same, of a GLB that `export` has written: its extras tell. */
export function placeOf(glb: Uint8Array): Place {
  const length = new DataView(glb.buffer, glb.byteOffset).getUint32(12, true);
  const { asset } = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length)));
  return { metresPerUnit: 1, cubeCentre: [0, 0, 0], ...asset.extras };
}

/** The triangles of each node of a GLB as `export` writes it, in the cube that the fields are in. */
export async function readParts(glb: Uint8Array): Promise<Triangles[]> {
  const model = await readMesh('mesh.glb', glb, namedFiles([]), readTools);
  const textures = await decodeTextures(model);
  return model.objects.map((object) =>
    trianglesOf(drawableOf({ ...model, objects: [object] }, textures), placeOf(glb)),
  );
}

/** The same of all nodes together. */
export async function readTriangles(glb: Uint8Array): Promise<Triangles> {
  return joinTriangles(await readParts(glb));
}

/** Several soups as one. */
export function joinTriangles(parts: readonly Triangles[]): Triangles {
  const all = (values: 'positions' | 'normals' | 'colours') => {
    const out = new Float32Array(parts.reduce((sum, part) => sum + part[values].length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part[values], at);
      at += part[values].length;
    }
    return out;
  };
  return plainTriangles(all('positions'), all('normals'), all('colours'));
}

/**
 * A soup of what can be drawn, of one colour a triangle: that of its middle. In pictures of the judge's size a
 * triangle is smaller than a pixel.
 */
function trianglesOf(
  { positions, indices, normals, look }: Drawable,
  { metresPerUnit, cubeCentre }: Place,
): Triangles {
  const corners = {
    positions: new Float32Array(indices.length * 3),
    normals: new Float32Array(indices.length * 3),
  };
  indices.forEach((vertex, corner) => {
    for (let axis = 0; axis < 3; axis++) {
      const value = positions[vertex * 3 + axis];
      corners.positions[corner * 3 + axis] = (value - cubeCentre[axis]) / metresPerUnit;
      corners.normals[corner * 3 + axis] = normals[vertex * 3 + axis];
    }
  });
  const colours = new Float32Array(indices.length);
  const middle: SurfacePoint = {
    triangle: 0,
    a: 1 / 3,
    b: 1 / 3,
    position: new Float64Array(3),
    normal: new Float64Array(3),
    colour: new Float64Array(3),
  };
  for (; middle.triangle < indices.length / 3; middle.triangle++) {
    look(middle);
    colours.set(middle.colour, middle.triangle * 3);
  }
  return plainTriangles(corners.positions, corners.normals, colours);
}

/** Pictures of triangles, one for each view: `[views, size, size, 3]` in [0, 1]. */
export function meshPictures(triangles: Triangles, views: readonly View[], size: number): Images {
  return seenTriangles(triangles, views, size).images;
}

/** What is seen of triangles in each view. */
export function seenTriangles(triangles: Triangles, views: readonly View[], size: number): SeenViews {
  return seenViews(painted(triangles), views, size);
}
