import { Box3, type Group, type Mesh, Sphere, Vector3 } from 'three';

/**
 * Scales and moves the group's children so that the object's bounding box is centred on the origin and its
 * farthest vertex lies at `radius`. Call it last.
 */
export function fitToBall(group: Group, radius = 0.95): Group {
  group.position.set(0, 0, 0);
  group.scale.setScalar(1);
  group.updateMatrixWorld(true);
  const centre = new Box3().setFromObject(group, true).getCenter(new Vector3());
  const sphere = new Sphere(centre, 0);
  const point = new Vector3();
  group.traverse((node) => {
    const mesh = node as Mesh;
    if (!mesh.isMesh) return;
    const positions = mesh.geometry.attributes.position;
    for (let i = 0; i < positions.count; i++) {
      point.fromBufferAttribute(positions, i).applyMatrix4(mesh.matrixWorld);
      sphere.radius = Math.max(sphere.radius, point.distanceTo(centre));
    }
  });
  const scale = radius / sphere.radius;
  group.scale.setScalar(scale);
  group.position.copy(centre).multiplyScalar(-scale);
  group.updateMatrixWorld(true);
  return group;
}
