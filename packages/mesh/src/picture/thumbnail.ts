import { type Camera, cameraRays, type Images, resize } from '@modeseek/core';
import { type Drawable, drawGBuffer, type Frame } from '@modeseek/raster';
import { boxOf, middleOf, reachOf } from '../box.ts';
import { displayFromLinear, linearFromDisplay } from '../linear-colour.ts';
import { Studio } from './studio.ts';

/** Pixels along an edge. */
export const THUMBNAIL_SIZE = 384;

const DEGREE = Math.PI / 180;
const CAMERA = { azimuth: 30 * DEGREE, elevation: 18 * DEGREE, fieldOfView: 26 * DEGREE };
/** Of the picture's edge: what is left free around the ball around the thing. */
const MARGIN = 1.02;
/** From above, on the left, in front of the camera, a unit vector. */
const KEY = { azimuth: CAMERA.azimuth - 50 * DEGREE, elevation: 48 * DEGREE };
/** Display values. */
const BACKGROUND = [0.9, 0.905, 0.915] as const;
/** Pixels along an edge for one of the ground's. */
const GROUND = 3;
/** Samples along an edge of a pixel. */
const SAMPLES = 2;

/**
 * A picture of a thing that stands on a ground, in the light of a lamp and of a sky, with the shadows that it
 * throws: `[1, size, size, 3]` in [0, 1]. Its front, +z, is turned a little to the left.
 */
export function thumbnail(drawable: Drawable, size = THUMBNAIL_SIZE): Images {
  const box = boxOf(drawable.positions);
  const centre = middleOf(box);
  const reach = reachOf(drawable.positions, centre);
  const camera: Camera = {
    ...CAMERA,
    distance: (MARGIN * reach) / Math.sin(CAMERA.fieldOfView / 2),
    target: centre,
  };
  const frame: Frame = { centre, width: 2.1 * reach };
  const studio = new Studio(drawable, frame, direction(KEY.azimuth, KEY.elevation));
  const { albedo, normal, point, alpha } = drawGBuffer(drawable, camera, size, SAMPLES);
  const ground = groundLight(studio, camera, size, box[0][1]);
  const data = new Float32Array(size * size * 3);
  for (let i = 0; i < size * size; i++) {
    const share = alpha[i];
    if (share > 0) {
      const p = i * 3;
      const norm = Math.hypot(normal[p], normal[p + 1], normal[p + 2]) || 1;
      const light = studio.lightAt(
        point[p] / share,
        point[p + 1] / share,
        point[p + 2] / share,
        normal[p] / norm,
        normal[p + 1] / norm,
        normal[p + 2] / norm,
      );
      for (let k = 0; k < 3; k++) data[i * 3 + k] = share * lit(albedo[i * 3 + k] / share, light);
    }
    for (let k = 0; k < 3 && share < 1; k++) {
      data[i * 3 + k] += (1 - share) * lit(BACKGROUND[k], ground[i * 3 + k]);
    }
  }
  return { data, batch: 1, height: size, width: size };
}

/** A colour in so much light, display values. */
function lit(colour: number, light: number): number {
  return light === 1 ? colour : Math.min(1, displayFromLinear(linearFromDisplay(colour) * light));
}

/**
 * Share of its light that each pixel of the ground gets; 1 above the horizon. Shadows there have soft edges: it
 * is worked out for fewer pixels.
 */
function groundLight(studio: Studio, camera: Camera, size: number, height: number): Float32Array {
  const edge = Math.ceil(size / GROUND);
  const light = new Float32Array(edge * edge * 3).fill(1);
  const { origins, directions } = cameraRays(camera, edge, edge);
  for (let i = 0; i < light.length; i += 3) {
    if (directions[i + 1] >= 0) continue;
    const distance = (height - origins[i + 1]) / directions[i + 1];
    const [x, z] = [0, 2].map((k) => origins[i + k] + distance * directions[i + k]);
    light.fill(studio.groundLight(x, height, z), i, i + 3);
  }
  const { data } = resize({ data: light, batch: 1, height: edge, width: edge }, size, size);
  return data;
}

function direction(azimuth: number, elevation: number): [number, number, number] {
  return [
    Math.sin(azimuth) * Math.cos(elevation),
    Math.sin(elevation),
    Math.cos(azimuth) * Math.cos(elevation),
  ];
}
