import { type BufferGeometry, CapsuleGeometry, CylinderGeometry, Quaternion, Vector3 } from 'three';

type Point = readonly [number, number, number];

/** A straight rod between two points. */
export const rod = (from: Point, to: Point, radius: number, sides = 10) =>
  between(from, to, (length) => new CylinderGeometry(radius, radius, length, sides));

/** A straight limb between two points, with round ends of `radius` beyond them. */
export const limb = (from: Point, to: Point, radius: number) =>
  between(from, to, (length) => new CapsuleGeometry(radius, length, 3, 10));

function between(from: Point, to: Point, make: (length: number) => BufferGeometry): BufferGeometry {
  const [start, end] = [new Vector3(...from), new Vector3(...to)];
  const along = end.clone().sub(start);
  const turn = new Quaternion().setFromUnitVectors(new Vector3(0, 1, 0), along.clone().normalize());
  const middle = start.add(end).multiplyScalar(0.5);
  return make(along.length())
    .applyQuaternion(turn)
    .translate(...middle.toArray());
}
