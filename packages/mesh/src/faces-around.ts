/** The triangles at each vertex: of vertex v, `faces` from `first[v]` to `first[v + 1]`. */
export interface FacesAround {
  first: Uint32Array;
  faces: Uint32Array;
}

export function facesAround(indices: Uint32Array, vertices: number): FacesAround {
  const first = new Uint32Array(vertices + 1);
  for (const v of indices) first[v + 1]++;
  for (let v = 1; v < first.length; v++) first[v] += first[v - 1];
  const next = first.slice();
  const faces = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) faces[next[indices[i]]++] = Math.floor(i / 3);
  return { first, faces };
}
