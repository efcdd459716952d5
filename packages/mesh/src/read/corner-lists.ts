import { weldRows } from '../report/topology/weld.ts';
import { checkCorners } from './corners.ts';
import { WholeList } from './lists.ts';
import type { ReadPart } from './read-model.ts';

/** Stands for no texture coordinate, or normal. */
export const NONE = 0xffffffff;

/**
 * Triangles of formats whose corners name a place, a texture coordinate and a normal, each in a list of its own,
 * such as OBJ.
 */
export class CornerLists {
  readonly #corners = new WholeList();

  get isEmpty(): boolean {
    return this.#corners.length === 0;
  }

  add(place: number, uv = NONE, normal = NONE): void {
    this.#corners.push(place);
    this.#corners.push(uv);
    this.#corners.push(normal);
  }

  /**
   * The mesh of them: corners that name the same are one vertex.
   * @param places `[places, 3]`; so `normals` and `colours`, which belong to places; `uvs` `[uvs, 2]`
   * @throws UserError for a corner that names what is not there
   */
  mesh(
    places: Float32Array,
    { uvs, normals, colours }: { uvs?: Float32Array; normals?: Float32Array; colours?: Float32Array } = {},
  ): ReadPart['mesh'] {
    const corners = this.#corners.values;
    const { numbers, firsts } = weldRows(corners, 3);
    const named = (k: number) => Uint32Array.from(firsts, (corner) => corners[corner * 3 + k]);
    const [place, uv, normal] = [named(0), named(1), named(2)];
    checkCorners(place, places.length / 3);
    return {
      positions: gathered(places, place, 3),
      indices: numbers,
      uvs: hasAll(uvs, uv, 2) ? gathered(uvs!, uv, 2) : undefined,
      normals: hasAll(normals, normal, 3) ? gathered(normals!, normal, 3) : undefined,
      colours: colours && gathered(colours, place, 3),
    };
  }
}

/** Whether every vertex has one. @throws UserError for one that is not there */
function hasAll(values: Float32Array | undefined, numbers: Uint32Array, width: number): boolean {
  if (!values || values.length === 0 || numbers.includes(NONE)) return false;
  checkCorners(numbers, values.length / width);
  return true;
}

function gathered(values: Float32Array, numbers: Uint32Array, width: number): Float32Array {
  const out = new Float32Array(numbers.length * width);
  for (let i = 0; i < numbers.length; i++) {
    for (let k = 0; k < width; k++) out[i * width + k] = values[numbers[i] * width + k];
  }
  return out;
}
