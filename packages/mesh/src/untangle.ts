import { bodiesOf, bodyVolumes } from './bodies.ts';
import { BoxTree } from './box-tree.ts';
import { facesAround } from './faces-around.ts';
import { visitMeeting } from './intersections.ts';

/** A vertex that has been brought back so many times by half is put where it was. */
const HALVINGS = 6;

/** What a body may have at least and at most of the volume that it had. */
const LEAST_VOLUME = 0.5;
const MOST_VOLUME = 2;

/**
 * Brings vertices that were moved back towards where they were, in place, until no triangles come nearer to
 * each other than `gap`: by half, those of triangles that do and those next to them, again and again. That
 * ends, at the latest when all are where they were: what was nearer there stays so. A body that has become
 * much smaller or larger, or has been turned inside out, is brought back whole.
 * @param positions `[vertices, 3]` as moved
 * @param before as they were, when no triangles met
 */
export function untangle(
  positions: Float32Array,
  before: Float32Array,
  indices: Uint32Array,
  gap: number,
): void {
  const mesh = { positions, indices };
  const bodies = bodiesOf(mesh);
  const volumes = bodyVolumes({ positions: before, indices }, bodies);
  const whole = new Set<number>();
  for (;;) {
    part(positions, before, indices, gap);
    const known = whole.size;
    bodyVolumes(mesh, bodies).forEach((volume, body) => {
      const share = volume / volumes[body];
      if (!(share >= LEAST_VOLUME && share <= MOST_VOLUME)) whole.add(body);
    });
    if (whole.size === known) return;
    for (let i = 0; i < positions.length; i++) {
      if (whole.has(bodies.of[Math.floor(i / 3)])) positions[i] = before[i];
    }
  }
}

/** Brings vertices back until no triangles come nearer to each other than the gap. */
function part(positions: Float32Array, before: Float32Array, indices: Uint32Array, gap: number): void {
  const mesh = { positions, indices };
  const triangles = indices.length / 3;
  const tree = new BoxTree(mesh);
  const { first, faces } = facesAround(indices, positions.length / 3);
  const brought = new Uint8Array(positions.length / 3);
  let suspects = new Set<number>();
  const meeting = new Set<number>();
  for (let t = 0; t < triangles; t++) {
    visitMeeting(mesh, tree, t, gap, t, (other) => meeting.add(t).add(other));
  }
  while (meeting.size > 0) {
    const moved = bringBack(meeting);
    if (moved.size === 0) return;
    suspects = new Set(meeting);
    for (const v of moved) {
      for (let i = first[v]; i < first[v + 1]; i++) suspects.add(faces[i]);
    }
    for (const t of suspects) tree.refit(t);
    meeting.clear();
    for (const t of suspects) {
      visitMeeting(mesh, tree, t, gap, -1, (other) => meeting.add(t).add(other));
    }
  }

  /** @returns the vertices that have moved */
  function bringBack(meeting: ReadonlySet<number>): Set<number> {
    const around = new Set<number>();
    for (const t of meeting) {
      for (const v of indices.subarray(t * 3, t * 3 + 3)) {
        for (let i = first[v]; i < first[v + 1]; i++) {
          for (let k = 0; k < 3; k++) around.add(indices[faces[i] * 3 + k]);
        }
      }
    }
    for (const v of around) {
      if (brought[v] === HALVINGS) {
        around.delete(v);
        continue;
      }
      const share = ++brought[v] === HALVINGS ? 0 : 0.5;
      for (let i = v * 3; i < v * 3 + 3; i++) {
        positions[i] = before[i] + share * (positions[i] - before[i]);
      }
    }
    return around;
  }
}
