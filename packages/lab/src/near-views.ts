import { aroundViews, type View } from '@modeseek/core';
import type { Triangles } from '@modeseek/objects';

/** Views of each object: high enough to look into what holds it. */
const VIEWS = 8;
const ELEVATION = (40 * Math.PI) / 180;
/** How far its farthest point is from its middle, of an object that is alone in its cube. */
const RADIUS = 0.95;

/**
 * Views of an object of a scene from so near that it is as large in the picture as it would be alone; others
 * may be in front of it.
 * @param object in its place, of some triangles
 */
export function nearViews({ positions }: Pick<Triangles, 'positions'>): View[] {
  const [low, high] = [
    [Infinity, Infinity, Infinity],
    [-Infinity, -Infinity, -Infinity],
  ];
  positions.forEach((value, i) => {
    low[i % 3] = Math.min(low[i % 3], value);
    high[i % 3] = Math.max(high[i % 3], value);
  });
  const [x, y, z] = low.map((least, axis) => (least + high[axis]) / 2);
  let radius = 0;
  for (let i = 0; i < positions.length; i += 3) {
    radius = Math.max(radius, Math.hypot(positions[i] - x, positions[i + 1] - y, positions[i + 2] - z));
  }
  return aroundViews(VIEWS).map((view) => {
    const distance = (view.camera.distance * radius) / RADIUS;
    return { ...view, camera: { ...view.camera, elevation: ELEVATION, distance, target: [x, y, z] } };
  });
}
