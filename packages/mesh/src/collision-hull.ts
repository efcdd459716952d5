import { UserError } from '@modeseek/core';
import { collider } from './collider.ts';
import { type FinishedModel, type FinishedPart, PLAIN_MATERIAL } from './formats/format.ts';
import type { FormatName } from './formats/index.ts';
import { formatOf } from './formats/index.ts';
import { HULL_NAMES } from './hull-names.ts';
import { type TriangleMesh, vertexNormals } from './triangle-mesh.ts';

/**
 * Where a convex hull goes, by which physics engines tell what an object meets: nowhere; to a file of its own; or
 * beside the object, under a name by which Unreal Engine or Godot know it.
 */
export const COLLIDERS = ['none', 'file', 'unreal', 'godot'] as const;
export type Collider = (typeof COLLIDERS)[number];

/** The hulls of a model's parts, as parts; of what is there several times one hull. */
export function hullsOf(model: FinishedModel, how: Exclude<Collider, 'none'>): FinishedModel {
  const hulls = new Map<FinishedPart['mesh'], FinishedPart['mesh']>();
  const hullOf = (mesh: FinishedPart['mesh']) => {
    const hull = hulls.get(mesh) ?? withNormals(collider(mesh));
    hulls.set(mesh, hull);
    return hull;
  };
  const [first, ...others] = model.parts.map(
    ({ name, mesh, placement }): FinishedPart => ({
      name: HULL_NAMES[how](name),
      mesh: hullOf(mesh),
      texture: null,
      material: PLAIN_MATERIAL,
      placement,
    }),
  );
  return { ...model, parts: [first, ...others] };
}

const withNormals = (mesh: TriangleMesh) => ({ ...mesh, normals: vertexNormals(mesh) });

/** @throws UserError where hulls would be part of what is seen or printed */
export function checkCollider({ collider, format }: { collider: Collider; format: FormatName }): void {
  if (collider === 'none' || collider === 'file' || formatOf(format).forEngines) return;
  throw new UserError(`collider is ${collider}; in ${format} it would be part of the object: make it a file`);
}
