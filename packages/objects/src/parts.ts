import {
  BoxGeometry,
  type BufferGeometry,
  CapsuleGeometry,
  CatmullRomCurve3,
  type Color,
  ConeGeometry,
  CylinderGeometry,
  DoubleSide,
  ExtrudeGeometry,
  Group,
  LatheGeometry,
  Mesh,
  MeshStandardMaterial,
  Shape,
  SphereGeometry,
  TorusGeometry,
  TubeGeometry,
  Vector2,
  Vector3,
} from 'three';

/**
 * Building blocks of the concept files. Each makes a mesh of one flat colour (display values), places it and
 * adds it to the group. Lengths in world units; `at` is the part's centre.
 */
export interface Placement {
  at?: readonly [number, number, number];
  /** Euler angles in radians, XYZ order. */
  turn?: readonly [number, number, number];
  stretch?: readonly [number, number, number];
}

/** A quarter turn, in radians. */
export const QUARTER = Math.PI / 2;

/** Adds any geometry. */
export function addPart(
  group: Group,
  geometry: BufferGeometry,
  colour: Color,
  placement: Placement = {},
): Mesh {
  const mesh = new Mesh(geometry, new MeshStandardMaterial({ roughness: 0.8, side: DoubleSide }));
  mesh.material.color.copy(colour);
  mesh.position.set(...(placement.at ?? [0, 0, 0]));
  mesh.rotation.set(...(placement.turn ?? [0, 0, 0]));
  mesh.scale.set(...(placement.stretch ?? [1, 1, 1]));
  group.add(mesh);
  return mesh;
}

export const box = (w: number, h: number, d: number) => new BoxGeometry(w, h, d);
export const ball = (radius: number, segments = 24) =>
  new SphereGeometry(radius, segments, Math.ceil(segments / 1.5));
export const cylinder = (top: number, bottom: number, height: number, sides = 24) =>
  new CylinderGeometry(top, bottom, height, sides);
export const cone = (radius: number, height: number, sides = 24) => new ConeGeometry(radius, height, sides);
export const torus = (radius: number, tube: number, arc = Math.PI * 2) =>
  new TorusGeometry(radius, tube, 12, 32, arc);
/** A ring that lies flat: its axis is y. */
export const ring = (radius: number, tube: number, sides = 28) =>
  new TorusGeometry(radius, tube, 7, sides).rotateX(QUARTER);
export const capsule = (radius: number, length: number) => new CapsuleGeometry(radius, length, 6, 16);
/** Surface of revolution about +y through profile points [radius, y], from bottom to top. */
export const lathe = (profile: readonly (readonly [number, number])[]) =>
  new LatheGeometry(
    profile.map(([r, y]) => new Vector2(r, y)),
    32,
  );

/** The geometry with one flat normal per triangle, for pyramids and other solids with few sides. */
export function faceted(geometry: BufferGeometry): BufferGeometry {
  const flat = geometry.toNonIndexed();
  flat.computeVertexNormals();
  return flat;
}

/**
 * A gable: triangular prism `w` wide at its base, `h` high, its ridge along z and `d` long; centred at half
 * its height.
 */
export const gable = (w: number, h: number, d: number) =>
  faceted(
    new CylinderGeometry(1, 1, d, 3)
      .rotateX(-QUARTER)
      .translate(0, -0.25, 0)
      .scale(w / Math.sqrt(3), h / 1.5, 1),
  );

/** An empty group inside `group`, for parts that are placed or turned together. */
export function addGroup(group: Group, placement: Placement = {}): Group {
  const inner = new Group();
  inner.position.set(...(placement.at ?? [0, 0, 0]));
  inner.rotation.set(...(placement.turn ?? [0, 0, 0]));
  inner.scale.set(...(placement.stretch ?? [1, 1, 1]));
  group.add(inner);
  return inner;
}

const extrude = (outline: readonly (readonly [number, number])[], depth: number) =>
  new ExtrudeGeometry(new Shape(outline.map(([x, y]) => new Vector2(x, y))), { depth, bevelEnabled: false });
/** A prism with outline [z, y] as seen from the side, `width` along x. */
export const sideProfile = (outline: readonly (readonly [number, number])[], width: number) =>
  extrude(outline, width)
    .rotateY(-QUARTER)
    .translate(width / 2, 0, 0);
/** A prism with outline [x, z] as seen from above, `height` along y. */
export const planProfile = (outline: readonly (readonly [number, number])[], height: number) =>
  extrude(outline, height)
    .rotateX(QUARTER)
    .translate(0, height / 2, 0);
/** A pipe of constant radius along a smooth curve through the points, its ends open. */
export const tube = (points: readonly (readonly [number, number, number])[], radius: number) =>
  new TubeGeometry(new CatmullRomCurve3(points.map((p) => new Vector3(...p))), 20, radius, 12);
/** Scales x and z linearly with height: by 1 at the geometry's bottom, by the given factors at its top. */
export function taper(geometry: BufferGeometry, topX: number, topZ: number): BufferGeometry {
  geometry.computeBoundingBox();
  const { min, max } = geometry.boundingBox!;
  const position = geometry.attributes.position;
  for (let i = 0; i < position.count; i++) {
    const t = (position.getY(i) - min.y) / (max.y - min.y);
    position.setX(i, position.getX(i) * (1 + t * (topX - 1)));
    position.setZ(i, position.getZ(i) * (1 + t * (topZ - 1)));
  }
  geometry.computeVertexNormals();
  geometry.computeBoundingBox();
  return geometry;
}
