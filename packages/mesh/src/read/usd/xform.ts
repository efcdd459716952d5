import { UserError } from '@modeseek/core';
import { mat4, quat } from 'gl-matrix';
import type { UsdPrim } from './usda.ts';

const RADIANS = Math.PI / 180;
const INVERSE = '!invert!';
const RESET = '!resetXformStack!';
type Axis = 'X' | 'Y' | 'Z';

/**
 * Where a prim is in its parent, by the operations that `xformOpOrder` names, the outermost first (USD's
 * UsdGeomXformable); `resets` where it is in the world instead.
 * @throws UserError for an operation that is none
 */
export function xformOf(prim: UsdPrim): { matrix: mat4; resets: boolean } {
  const matrix = mat4.create();
  let resets = false;
  for (const named of prim.properties.get('xformOpOrder')?.texts ?? []) {
    if (named === RESET) {
      resets = true;
      continue;
    }
    const inverts = named.startsWith(INVERSE);
    const name = inverts ? named.slice(INVERSE.length) : named;
    const operation = operationOf(name, prim.properties.get(name)?.numbers);
    mat4.multiply(matrix, matrix, inverts ? (mat4.invert(mat4.create(), operation) ?? operation) : operation);
  }
  return { matrix, resets };
}

/** Of `xformOp:translate`, `xformOp:rotateXYZ:pivot` and the like. */
function operationOf(name: string, numbers: Float64Array | undefined): mat4 {
  const [, kind = ''] = name.split(':');
  const matrix = mat4.create();
  const values = (count: number) => {
    if (numbers?.length === count) return numbers;
    throw new UserError(`a part of it is nowhere: ${name.slice(0, 40)} is no list of ${count} numbers`);
  };
  const rotate = (axes: readonly Axis[]) => {
    // A single angle for one axis; for three the first named is turned first, and so is innermost.
    const angles = values(axes.length);
    for (const axis of [...axes].reverse()) {
      const angle = angles[axes.length === 1 ? 0 : 'XYZ'.indexOf(axis)] * RADIANS;
      const turn = { X: mat4.rotateX, Y: mat4.rotateY, Z: mat4.rotateZ }[axis];
      turn(matrix, matrix, angle);
    }
    return matrix;
  };
  const triple = () => values(3) as unknown as [number, number, number];
  if (kind === 'translate') return mat4.translate(matrix, matrix, triple());
  if (kind === 'scale') return mat4.scale(matrix, matrix, triple());
  if (kind === 'orient') {
    const [w, x, y, z] = values(4);
    return mat4.fromQuat(matrix, quat.fromValues(x, y, z, w));
  }
  // Rows of USD's are columns here: it multiplies from the left.
  if (kind === 'transform') return mat4.clone([...values(16)] as unknown as mat4);
  const axes = /^rotate(X|Y|Z|XYZ|XZY|YXZ|YZX|ZXY|ZYX)$/.exec(kind)?.[1];
  if (axes) return rotate([...axes] as Axis[]);
  throw new UserError(`a part of it is nowhere: ${name.slice(0, 40)} is not known`);
}
