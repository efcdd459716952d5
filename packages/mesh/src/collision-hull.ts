import { UserError } from '@modeseek/core';
import { collider } from './collider.ts';
import { type FinishedModel, type FinishedPart, PLAIN_MATERIAL } from './formats/format.ts';
import type { FormatName } from './formats/index.ts';
import { formatOf } from './formats/index.ts';
import { vertexNormals } from './triangle-mesh.ts';

/**
 * Where a convex hull goes, by which physics engines tell what an object meets: nowhere; to a file of its own; or
 * beside the object, under a name by which Unreal Engine or Godot know it.
 */
export const COLLIDERS = ['none', 'file', 'unreal', 'godot'] as const;
export type Collider = (typeof COLLIDERS)[number];

const NAMES: Record<Exclude<Collider, 'none'>, (name: string) => string> = {
  file: (name) => `${name} collider`,
  unreal: (name) => `UCX_${name}`,
  godot: (name) => `${name}-convcolonly`,
};

/** The hulls of a model's parts, as parts. */
export function hullsOf(model: FinishedModel, how: Exclude<Collider, 'none'>): FinishedModel {
  const [first, ...others] = model.parts.map(({ name, mesh }): FinishedPart => {
    const hull = collider(mesh);
    return {
      name: NAMES[how](name),
      mesh: { ...hull, normals: vertexNormals(hull) },
      texture: null,
      material: PLAIN_MATERIAL,
    };
  });
  return { ...model, parts: [first, ...others] };
}

/** @throws UserError where hulls would be part of what is seen or printed */
export function checkCollider({ collider, format }: { collider: Collider; format: FormatName }): void {
  if (collider === 'none' || collider === 'file' || formatOf(format).forEngines) return;
  throw new UserError(`collider is ${collider}; in ${format} it would be part of the object: make it a file`);
}
