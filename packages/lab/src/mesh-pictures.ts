import { type Accessor, ColorUtils, NodeIO, type Primitive, type Root } from '@gltf-transform/core';
import type { Images, SeenViews, View } from '@modeseek/core';
import type { ExportResult } from '@modeseek/mesh';
import { decodePng } from '@modeseek/node';
import { painted, plainTriangles, type Triangles } from '@modeseek/objects';
import { seenViews } from '@modeseek/raster';

/** What a run leaves that found no surface: no triangles. */
export const EMPTY_MESH = plainTriangles(new Float32Array(), new Float32Array(), new Float32Array());

/**
 * The triangles of each node of a GLB as `export` writes it, in the cube that the fields are in: the file's
 * extras tell the way back. Of each mesh one indexed primitive with normals.
 */
export async function readParts(glb: Uint8Array): Promise<Triangles[]> {
  const root = (await new NodeIO().readBinary(glb)).getRoot();
  const { metresPerUnit, cubeCentre } = placeIn(root);
  return root.listNodes().flatMap((node) => {
    const primitives = node.getMesh()?.listPrimitives() ?? [];
    return primitives.map((primitive) => {
      const corners = primitive.getIndices()!.getArray()!;
      const perCorner = (semantic: 'POSITION' | 'NORMAL', w: 0 | 1) => {
        const accessor = primitive.getAttribute(semantic)!;
        const out = new Float32Array(3 * corners.length);
        for (let i = 0; i < corners.length; i++) {
          out.set(transformed(node.getWorldMatrix(), accessor.getElement(corners[i], [0, 0, 0]), w), 3 * i);
        }
        return out;
      };
      const positions = perCorner('POSITION', 1).map((v, i) => (v - cubeCentre[i % 3]) / metresPerUnit);
      const scale = Math.hypot(...node.getWorldMatrix().slice(0, 3));
      const normals = perCorner('NORMAL', 0).map((v) => v / scale);
      return plainTriangles(positions, normals, triangleColours(primitive, corners));
    });
  });
}

/** Where a GLB of `export` has the cube of training: what was one unit there, and where its middle is. */
export async function placeOf(glb: Uint8Array): Promise<Pick<ExportResult, 'metresPerUnit' | 'cubeCentre'>> {
  return placeIn((await new NodeIO().readBinary(glb)).getRoot());
}

function placeIn(root: Root): Pick<ExportResult, 'metresPerUnit' | 'cubeCentre'> {
  const extras = root.getAsset().extras as Partial<ExportResult> | undefined;
  return { metresPerUnit: 1, cubeCentre: [0, 0, 0], ...extras };
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

/** A point (w = 1) or a vector (w = 0) by a matrix as glTF has it, column by column. */
function transformed(m: readonly number[], [x, y, z]: readonly number[], w: 0 | 1): number[] {
  return [0, 1, 2].map((row) => m[row] * x + m[4 + row] * y + m[8 + row] * z + m[12 + row] * w);
}

/**
 * One colour a triangle, `[count, 3]`, in display values: as glTF says, base colour factor times texture
 * times vertex colours, here in the triangle's middle alone. In pictures of the judge's size a triangle is
 * smaller than a pixel.
 */
function triangleColours(primitive: Primitive, corners: ArrayLike<number>): Float32Array {
  const material = primitive.getMaterial()!;
  const image = material.getBaseColorTexture()?.getImage();
  const texture = image && decodePng(Buffer.from(image));
  const uvs = primitive.getAttribute('TEXCOORD_0');
  const vertexColours = primitive.getAttribute('COLOR_0');
  const colours = new Float32Array(corners.length);
  for (let first = 0; first < corners.length; first += 3) {
    const triangle = [corners[first], corners[first + 1], corners[first + 2]];
    const factors: number[][] = [material.getBaseColorFactor()];
    if (texture && uvs) factors.push(linearTexel(texture, middle(uvs, triangle)));
    if (vertexColours) factors.push(middle(vertexColours, triangle));
    const linear = [0, 1, 2].map((channel) => factors.reduce((product, f) => product * f[channel], 1));
    colours.set(ColorUtils.convertLinearToSRGB(linear, [0, 0, 0]), first);
  }
  return colours;
}

/** Mean of what three vertices have. */
function middle(accessor: Accessor, triangle: readonly number[]): number[] {
  const [a, b, c] = triangle.map((vertex) => accessor.getElement(vertex, []));
  return a.map((value, i) => (value + b[i] + c[i]) / 3);
}

/** The linear colour of the texel under a point, v growing downwards as glTF has it. */
function linearTexel({ data, width, height }: Images, [u, v]: number[]): number[] {
  const x = Math.min(width - 1, Math.max(0, Math.floor(u * width)));
  const y = Math.min(height - 1, Math.max(0, Math.floor(v * height)));
  const texel = data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);
  return ColorUtils.convertSRGBToLinear([...texel], [0, 0, 0]);
}

/** Pictures of triangles, one for each view: `[views, size, size, 3]` in [0, 1]. */
export function meshPictures(triangles: Triangles, views: readonly View[], size: number): Images {
  return seenTriangles(triangles, views, size).images;
}

/** What is seen of triangles in each view. */
export function seenTriangles(triangles: Triangles, views: readonly View[], size: number): SeenViews {
  return seenViews(painted(triangles), views, size);
}
