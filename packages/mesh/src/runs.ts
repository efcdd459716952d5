/**
 * The samples of a grid that belong to a set, as runs along x: run r from sample `start[r]` to before `end[r]`.
 * Runs of one component, of samples joined along the axes, have the same `component`: the first of them.
 */
export interface Runs {
  count: number;
  start: Uint32Array;
  end: Uint32Array;
  component: Uint32Array;
}

/**
 * Finds runs and their components, row by row (Rosenfeld and Pfaltz 1966): joins each run with those that it
 * overlaps in the row below it and in the row behind it.
 * @param size samples along each axis
 * @param belongs whether a sample belongs to the set
 */
export function runsOf(size: number, belongs: (index: number) => boolean): Runs {
  let [start, end, parent] = [new Uint32Array(1024), new Uint32Array(1024), new Uint32Array(1024)];
  let count = 0;
  // Of each row of the slice at hand and of the one before: its first run. What is behind the last row's are the next one's.
  let [rows, behind] = [new Uint32Array(size + 1), new Uint32Array(size + 1)];

  const root = (run: number): number => {
    let r = run;
    while (parent[r] !== r) {
      parent[r] = parent[parent[r]];
      r = parent[r];
    }
    return r;
  };
  /** Joins the runs from `a` to before `aEnd` of a row with those of another that lies `apart` samples before it. */
  const join = (a: number, aEnd: number, b: number, bEnd: number, apart: number) => {
    let [i, j] = [a, b];
    while (i < aEnd && j < bEnd) {
      if (start[i] < end[j] + apart && start[j] + apart < end[i]) {
        const [p, q] = [root(i), root(j)];
        parent[Math.max(p, q)] = Math.min(p, q);
      }
      if (end[i] < end[j] + apart) i++;
      else j++;
    }
  };

  for (let z = 0, index = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      rows[y] = count;
      if (count + size > start.length) {
        [start, end, parent] = [start, end, parent].map((values) => grown(values, count + size));
      }
      let before = false;
      for (let x = 0; x < size; x++, index++) {
        const now = belongs(index);
        if (now && !before) {
          start[count] = index;
          parent[count] = count;
        } else if (before && !now) end[count++] = index;
        before = now;
      }
      if (before) end[count++] = index;
      if (y > 0) join(rows[y], count, rows[y - 1], rows[y], size);
      if (z > 0) join(rows[y], count, behind[y], behind[y + 1], size * size);
    }
    rows[size] = count;
    [rows, behind] = [behind, rows];
  }
  // Joined runs point to earlier ones.
  for (let r = 0; r < count; r++) parent[r] = parent[parent[r]];
  return { count, start, end, component: parent };
}

function grown(values: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(Math.max(least, values.length * 2));
  more.set(values);
  return more;
}
