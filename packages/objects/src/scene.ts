import type { Rng } from '@modeseek/core';
import { Box3, Group, Vector3 } from 'three';
import type { BuiltObject, Concept, Description } from './concept.ts';
import { fitToBall } from './fit.ts';
import { SHARES } from './shares.ts';

export const RELATIONS = ['on', 'beside'] as const;
export type Relation = (typeof RELATIONS)[number];

/** What one picture shows: one object, or two in a relation. */
export interface Subject {
  group: Group;
  /** In the order of the caption: "a teapot on a table". */
  concepts: readonly Concept[];
  descriptions: readonly Description[];
  /** Absent for one object. */
  relation?: Relation;
}

/**
 * Draws an object of a concept; in the share of cases that `SHARES.scene` says, in relation to one of another
 * of `library`.
 */
export function drawSubject(concept: Concept, library: readonly Concept[], rng: Rng): Subject {
  if (!rng.chance(SHARES.scene))
    return single(concept, concept.build(rng, { typical: rng.chance(SHARES.typical) }));
  const relation = rng.pick(RELATIONS);
  const others = library.filter((each) => each !== concept);
  const supports = others.filter((each) => relation === 'on' && each.carries && concept.stands);
  const first = member(concept, rng);
  const second = member(rng.pick(supports.length > 0 ? supports : others), rng);
  return supports.length > 0 && second.object.anchors.top
    ? on(first, second, rng)
    : beside(first, second, rng);
}

const member = (concept: Concept, rng: Rng): Member => ({
  concept,
  object: concept.build(rng.fork('member'), { tiny: false, typical: rng.chance(SHARES.typicalInScene) }),
});

/** One object by itself. */
export const single = (concept: Concept, { group, description }: BuiltObject): Subject => ({
  group,
  concepts: [concept],
  descriptions: [description],
});

export interface Member {
  concept: Concept;
  object: BuiltObject;
}

/**
 * How long a support may be for its width, and how high its top for the mean of both: a long or high one
 * would shrink what stands on it in the picture.
 */
const LONGEST = 1.3;
const HIGHEST = 0.6;

/** One thing on the flat top of another, which is made shorter and lower where it is very long or high. */
export function on(upper: Member, lower: Member, rng: Rng): Subject {
  const { top } = lower.object.anchors;
  if (!top) throw new Error(`${lower.concept.name} has no top that things can stand on`);
  const scene = new Group();
  const [up, low] = [holder(upper.object), holder(lower.object)];
  scene.add(up, low);
  scene.updateMatrixWorld(true);
  const { min, max } = new Box3().setFromObject(low, true);
  const [width, depth] = [max.x - min.x, max.z - min.z];
  const squeeze = (length: number, most: number) => Math.min(1, most / length);
  low.scale.x = squeeze(width, LONGEST * depth);
  low.scale.z = squeeze(depth, LONGEST * width);
  const mean = (width * low.scale.x + depth * low.scale.z) / 2;
  low.scale.y = squeeze(top.getWorldPosition(new Vector3()).y - min.y, HIGHEST * mean);
  scene.updateMatrixWorld(true);
  const surface = top.getWorldPosition(new Vector3());
  const scale = top.getWorldScale(new Vector3());
  const reach = top.userData.reach * Math.min(scale.x, scale.z);
  const box = new Box3().setFromObject(up, true);
  const size = box.getSize(new Vector3());
  const under = new Box3().setFromObject(low, true).getSize(new Vector3());
  // As wide as the surface and more, but neither a giant nor a dwarf for its support: both would be hard to
  // tell in the picture.
  const across = Math.max(size.x, size.z) / 2;
  const wide = (reach * rng.uniform(1.5, 1.8)) / across;
  const share = under.length() / size.length();
  const factor = Math.min(Math.max(wide, 0.55 * share), share * rng.uniform(0.9, 1.05));
  up.scale.setScalar(factor);
  const centre = box.getCenter(new Vector3());
  const slack = Math.max(0, reach - across * factor) * 0.5;
  const [dx, dz] = [rng.uniform(-slack, slack), rng.uniform(-slack, slack)];
  up.position.set(
    surface.x - centre.x * factor + dx,
    surface.y - box.min.y * factor,
    surface.z - centre.z * factor + dz,
  );
  return subject(scene, upper, lower, 'on');
}

/** Two things side by side on one level, of similar size. */
export function beside(first: Member, second: Member, rng: Rng): Subject {
  const scene = new Group();
  const side = rng.pick([-1, 1]);
  [first, second].forEach(({ object }, i) => {
    const inner = holder(object);
    scene.add(inner);
    scene.updateMatrixWorld(true);
    const box = new Box3().setFromObject(inner, true);
    const size = box.getSize(new Vector3());
    const factor = rng.uniform(0.85, 1.15) / Math.max(size.y, 0.75 * Math.max(size.x, size.z));
    const towards = i === 0 ? side : -side;
    const gap = rng.uniform(0.03, 0.1);
    inner.scale.setScalar(factor);
    inner.position.set(
      towards > 0 ? gap - box.min.x * factor : -gap - box.max.x * factor,
      -box.min.y * factor,
      -((box.min.z + box.max.z) / 2) * factor,
    );
  });
  return subject(scene, first, second, 'beside');
}

/** The object in a group of its own, so that it can be moved as it is. */
function holder({ group }: BuiltObject): Group {
  const outer = new Group();
  outer.add(group);
  return outer;
}

function subject(scene: Group, first: Member, second: Member, relation: Relation): Subject {
  const group = new Group();
  group.add(scene);
  return {
    group: fitToBall(group),
    concepts: [first.concept, second.concept],
    descriptions: [first.object.description, second.object.description],
    relation,
  };
}
