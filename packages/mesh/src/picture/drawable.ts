import {
  type Drawable,
  type Look,
  normalMapLook,
  plainLook,
  type SurfacePoint,
  type Texture,
  textureLook,
  vertexColourLook,
} from '@modeseek/raster';
import { displayFromLinear, linearFromDisplay } from '../linear-colour.ts';
import type { ReadMaterial, ReadModel, ReadPart, ReadTexture } from '../read/read-model.ts';
import { joined } from '../report/subject.ts';
import { vertexNormals } from '../triangle-mesh.ts';

/** Textures that have been unpacked; one that is not among them is white. */
export type Unpacked = ReadonlyMap<ReadTexture, Texture>;

/** All of a model as one thing to be drawn, with its textures, colours and normal maps. */
export function drawableOf({ objects }: ReadModel, textures: Unpacked): Drawable {
  const parts = objects.flatMap((object) => object.parts);
  const shape = joined(parts.map(({ mesh }) => mesh));
  const normals = new Float32Array(shape.positions.length);
  const partOf = new Uint32Array(shape.indices.length / 3);
  const firsts = new Uint32Array(parts.length);
  let [vertex, triangle] = [0, 0];
  parts.forEach(({ mesh }, i) => {
    normals.set(mesh.normals ?? vertexNormals(mesh), vertex * 3);
    partOf.fill(i, triangle, triangle + mesh.indices.length / 3);
    firsts[i] = triangle;
    vertex += mesh.positions.length / 3;
    triangle += mesh.indices.length / 3;
  });
  const looks = parts.map((part) => lookOf(part, textures));
  const look: Look = (point) => {
    const part = partOf[point.triangle];
    point.triangle -= firsts[part];
    looks[part](point);
    point.triangle += firsts[part];
  };
  return { ...shape, normals, look };
}

function lookOf({ mesh, material }: ReadPart, textures: Unpacked): Look {
  const { indices, uvs, colours, tangents } = mesh;
  const texture = material?.texture && textures.get(material.texture);
  const map = material?.normalMap && textures.get(material.normalMap);
  const base = texture && uvs ? textureLook(indices, uvs, texture) : plainLook([1, 1, 1]);
  const painted = multiplied(base, material, colours && vertexColourLook(indices, colours));
  return map && uvs && tangents ? normalMapLook(indices, uvs, tangents, map, painted) : painted;
}

/** As glTF has it: texture times colours of vertices times factor, as linear values. */
function multiplied(base: Look, material: ReadMaterial | null, colours?: Look): Look {
  const factor = material?.colour ?? [1, 1, 1];
  const isWhite = factor.every((value) => value === 1);
  if (isWhite && !colours) return base;
  if (isWhite && colours && !material?.texture) return colours;
  const other = new Float64Array(3).fill(1);
  return (point: SurfacePoint) => {
    if (colours) {
      colours(point);
      other.set(point.colour);
    }
    base(point);
    for (let k = 0; k < 3; k++) {
      const linear = linearFromDisplay(point.colour[k]) * linearFromDisplay(other[k]) * factor[k];
      point.colour[k] = displayFromLinear(linear);
    }
  };
}
