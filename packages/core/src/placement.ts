export type Vec3 = readonly [number, number, number];

/**
 * Where a thing is: a point p of its own cube [-1, 1]^3, turned by `turn` radians about +y (counter-clockwise
 * seen from above, as azimuths grow), is at `scale` times that plus `offset`.
 */
export interface Placement {
  scale: number;
  offset: Vec3;
  turn: number;
}

/** In its own cube, as it is. */
export const UNMOVED: Placement = { scale: 1, offset: [0, 0, 0], turn: 0 };

/** A vector, turned about +y. */
export function turnAboutY([x, y, z]: Vec3, turn: number): Vec3 {
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  return [cosine * x + sine * z, y, cosine * z - sine * x];
}

/** Where a point of a thing's own cube is. */
export function placePoint(point: Vec3, { scale, offset, turn }: Placement): Vec3 {
  const [x, y, z] = turnAboutY(point, turn);
  return [scale * x + offset[0], scale * y + offset[1], scale * z + offset[2]];
}

/** The point of its own cube that is there. */
export function unplacePoint([x, y, z]: Vec3, { scale, offset, turn }: Placement): Vec3 {
  return turnAboutY([(x - offset[0]) / scale, (y - offset[1]) / scale, (z - offset[2]) / scale], -turn);
}

/** The placement of what has been placed and is then placed once more, together with other things. */
export function placeAgain(first: Placement, then: Placement): Placement {
  return {
    scale: first.scale * then.scale,
    offset: placePoint(first.offset, then),
    turn: first.turn + then.turn,
  };
}
