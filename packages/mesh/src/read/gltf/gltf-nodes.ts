import type { Accessor } from '@gltf-transform/core';
import { isList, isNumber, isRecord, UserError } from '@modeseek/core';
import { mat4 } from 'gl-matrix';
import { floatsOf } from './numbers.ts';

type Entries = Record<string, unknown>;

/** A mesh where a node, or an instance of one, has it. */
export interface PlacedMesh {
  name: string;
  /** Its number. */
  mesh: number;
  /** To the world, by columns. */
  matrix: mat4;
}

/** Most places of meshes. */
const MOST_PLACES = 100_000;

/**
 * All meshes of the scene that is shown, each place of it, whose nodes have been checked to be a tree.
 * @throws UserError where there are too many, or a node is nowhere
 */
export function placedMeshes(json: Entries, accessors: readonly Accessor[]): PlacedMesh[] {
  const nodes = (json.nodes ?? []) as Entries[];
  const meshes = (json.meshes ?? []) as Entries[];
  const scenes = (json.scenes ?? []) as Entries[];
  const scene = scenes[(json.scene as number | undefined) ?? 0];
  const placed: PlacedMesh[] = [];
  const todo = ((scene?.nodes ?? []) as number[]).map((node) => ({ node, parent: mat4.create() })).reverse();
  for (let next = todo.pop(); next; next = todo.pop()) {
    const node = nodes[next.node];
    const matrix = mat4.multiply(mat4.create(), next.parent, matrixOf(node));
    if (Number.isInteger(node.mesh)) {
      const mesh = node.mesh as number;
      const name = [node.name, meshes[mesh].name].find((each) => typeof each === 'string' && each !== '');
      for (const instance of instancesOf(node, accessors)) {
        placed.push({
          name: (name as string) ?? '',
          mesh,
          matrix: mat4.multiply(mat4.create(), matrix, instance),
        });
      }
      if (placed.length > MOST_PLACES)
        throw new UserError(`it is too large: it has more than ${MOST_PLACES} objects`);
    }
    const children = ((node.children ?? []) as number[]).map((child) => ({ node: child, parent: matrix }));
    todo.push(...children.reverse());
  }
  return placed;
}

const [isMatrix, isThree, isFour] = [16, 3, 4].map((length) => isList(isNumber(), length, length));

function matrixOf({ matrix, translation, rotation, scale }: Entries): mat4 {
  const read = (value: unknown, is: (value: unknown) => boolean, otherwise: number[]) => {
    if (value === undefined) return otherwise;
    if (!is(value)) throw new UserError('a part of it is nowhere: its place is no list of numbers');
    return value as number[];
  };
  if (matrix !== undefined) return mat4.clone(read(matrix, isMatrix, []) as mat4);
  return mat4.fromRotationTranslationScale(
    mat4.create(),
    read(rotation, isFour, [0, 0, 0, 1]) as never,
    read(translation, isThree, [0, 0, 0]) as never,
    read(scale, isThree, [1, 1, 1]) as never,
  );
}

/** Where a node has its mesh, by EXT_mesh_gpu_instancing: once where there is none. */
function instancesOf({ extensions }: Entries, accessors: readonly Accessor[]): mat4[] {
  const instancing = isRecord(extensions) && extensions.EXT_mesh_gpu_instancing;
  if (!isRecord(instancing) || !isRecord(instancing.attributes)) return [mat4.create()];
  const { TRANSLATION, ROTATION, SCALE } = instancing.attributes;
  const lists = [TRANSLATION, ROTATION, SCALE].map((number) => accessors[number as number]);
  const count = Math.max(...lists.map((list) => list?.getCount() ?? 0));
  if (count > MOST_PLACES) throw new UserError(`it is too large: it has more than ${MOST_PLACES} objects`);
  const [places, turns, scales] = lists.map((list, i) => list && floatsOf(list, count, i === 1 ? 4 : 3));
  return Array.from({ length: count }, (_, i) =>
    mat4.fromRotationTranslationScale(
      mat4.create(),
      (turns ? turns.subarray(i * 4, i * 4 + 4) : [0, 0, 0, 1]) as never,
      (places ? places.subarray(i * 3, i * 3 + 3) : [0, 0, 0]) as never,
      (scales ? scales.subarray(i * 3, i * 3 + 3) : [1, 1, 1]) as never,
    ),
  );
}
