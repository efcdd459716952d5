import type { FinishedPart, MeshFormat, NamedFile } from './format.ts';
import { uniqueNames } from './names.ts';
import { exact, rounded, TextFile } from './text-file.ts';
import { toldOf } from './told.ts';
import { weldedPoints } from './welded.ts';

/**
 * Ours, not three.js's, which cuts the surface open along the seams of its texture and names no materials: here
 * corners of faces have their texture coordinate and normal, and share their point.
 */
export const obj: MeshFormat<'obj'> = {
  name: 'obj',
  title: 'Wavefront OBJ, with its materials as MTL and its textures as PNG beside it',
  beside: ['mtl', 'png'],
  holds: 'textures',
  forEngines: true,
  async encode(model, stem) {
    const [geometry, materials] = [new TextFile(), new TextFile()];
    for (const file of [geometry, materials]) {
      for (const [name, value] of toldOf(model)) file.line(`# ${name}: ${value}`);
    }
    const library = `${stem}.mtl`;
    geometry.line(`mtllib ${library}`);
    const names = uniqueNames(model);
    const textures: NamedFile[] = [];
    const counted = { points: 1, uvs: 1, normals: 1 };
    for (const [i, part] of model.parts.entries()) {
      const own = model.parts.length > 1 ? `${stem}-${i + 1}` : stem;
      const colour = part.texture && { name: `${own}.png`, bytes: part.texture };
      const normals = part.normalMap && { name: `${own}-normals.png`, bytes: part.normalMap };
      textures.push(...[colour, normals].filter((file) => !!file));
      writeMaterial(materials, names[i], part, colour?.name, normals?.name);
      writeObject(geometry, names[i], part, counted);
    }
    return [
      { name: `${stem}.obj`, bytes: geometry.bytes() },
      { name: library, bytes: materials.bytes() },
      ...textures,
    ];
  },
};

/** Roughness and metalness are `Pr` and `Pm`, of the format's extension for physically based materials. */
function writeMaterial(
  file: TextFile,
  name: string,
  { material }: FinishedPart,
  colour?: string,
  normals?: string,
): void {
  file.line(`newmtl ${name}`);
  file.line('Kd 1 1 1');
  file.line(`illum ${material.kind === 'unlit' ? 0 : 1}`);
  file.line(`Pr ${material.roughness}`);
  file.line(`Pm ${material.metalness}`);
  if (colour) file.line(`map_Kd ${colour}`);
  if (!normals) return;
  file.line(`norm ${normals}`);
  file.line(`map_Bump ${normals}`); // what Blender reads as a normal map; who knows `norm` takes that
}

/** @param counted numbers of its first point, texture coordinate and normal in the file; moved behind its last */
function writeObject(
  file: TextFile,
  name: string,
  { mesh }: FinishedPart,
  counted: { points: number; uvs: number; normals: number },
): void {
  const { normals, uvs, colours, indices } = mesh;
  const { positions, pointOf } = weldedPoints(mesh);
  file.line(`o ${name}`);
  file.line(`usemtl ${name}`);
  // Colours behind the position are read by most programs, though no standard has them.
  const colourOf = new Float32Array(positions.length);
  if (colours) {
    for (let v = 0; v < pointOf.length; v++) colourOf.set(colours.subarray(v * 3, v * 3 + 3), pointOf[v] * 3);
  }
  for (let i = 0; i < positions.length; i += 3) {
    const colour = colours ? ` ${[...colourOf.subarray(i, i + 3)].map((c) => rounded(c, 4)).join(' ')}` : '';
    file.line(`v ${exact(positions[i])} ${exact(positions[i + 1])} ${exact(positions[i + 2])}${colour}`);
  }
  if (uvs) {
    // From the lower left corner.
    for (let i = 0; i < uvs.length; i += 2)
      file.line(`vt ${rounded(uvs[i], 6)} ${rounded(1 - uvs[i + 1], 6)}`);
  }
  for (let i = 0; i < normals.length; i += 3) {
    file.line(`vn ${rounded(normals[i], 4)} ${rounded(normals[i + 1], 4)} ${rounded(normals[i + 2], 4)}`);
  }
  const corner = (vertex: number) =>
    `${counted.points + pointOf[vertex]}/${uvs ? counted.uvs + vertex : ''}/${counted.normals + vertex}`;
  for (let i = 0; i < indices.length; i += 3) {
    file.line(`f ${corner(indices[i])} ${corner(indices[i + 1])} ${corner(indices[i + 2])}`);
  }
  counted.points += positions.length / 3;
  counted.uvs += uvs ? pointOf.length : 0;
  counted.normals += pointOf.length;
}
