import { sphereDirections } from '@modeseek/core';
import { type DepthMap, depthMap, type Frame, type Shape } from '@modeseek/raster';

type Vector = readonly [number, number, number];

/** Depth maps around a thing, for light that comes from everywhere, and their edge. */
const SKY_MAPS = 36;
const SKY_SIZE = 112;
/** Of the key light's, whose shadow has an edge. */
const KEY_SIZE = 512;
/** Looked at around a point, in pixels of the key's map: a soft edge. */
const SOFT = [-3, 0, 3];
/** How far behind what is seen a point may be, in pixels: pixels are not points. */
const BIAS = 2;
/** Light of each kind, linear; what comes from below has been on the ground before. */
const SKY = 0.62;
const BOUNCED = 0.4;
const KEY = 0.75;

/** The light around a thing that stands on a ground: a sky that it shadows itself and the ground from, and a lamp. */
export class Studio {
  readonly #directions = sphereDirections(SKY_MAPS);
  readonly #sky: DepthMap[];
  readonly #key: DepthMap;
  readonly #across: [Vector, Vector];
  readonly #skyBias: number;
  readonly #keyBias: number;

  /**
   * @param frame of a ball around the shape
   * @param key unit vector towards the lamp
   */
  constructor(
    shape: Shape,
    private readonly frame: Frame,
    private readonly key: Vector,
  ) {
    const from = ([x, y, z]: Vector): Vector => [-x, -y, -z];
    this.#sky = this.#directions.map((direction) => depthMap(shape, from(direction), SKY_SIZE, frame));
    this.#key = depthMap(shape, from(key), KEY_SIZE, frame);
    this.#skyBias = (BIAS * frame.width) / SKY_SIZE;
    this.#keyBias = (BIAS * frame.width) / KEY_SIZE;
    const flat = Math.hypot(key[0], key[2]) || 1;
    const first: Vector = [key[2] / flat, 0, -key[0] / flat];
    this.#across = [
      first,
      [
        key[1] * first[2] - key[2] * first[1],
        key[2] * first[0] - key[0] * first[2],
        key[0] * first[1] - key[1] * first[0],
      ],
    ];
  }

  /** Linear light that a point of a surface gets, by its unit normal; about 1 where nothing is in its way. */
  lightAt(x: number, y: number, z: number, nx: number, ny: number, nz: number): number {
    // A little off the surface, which would lie in its own shadow.
    const lift = this.#skyBias;
    const px = x + lift * nx;
    const py = y + lift * ny;
    const pz = z + lift * nz;
    let sky = 0;
    let whole = 0;
    for (let i = 0; i < SKY_MAPS; i++) {
      const direction = this.#directions[i];
      const cosine = nx * direction[0] + ny * direction[1] + nz * direction[2];
      if (cosine <= 0) continue;
      whole += cosine;
      if (this.#sky[i].behind(px, py, pz) > this.#skyBias) continue;
      sky += direction[1] < 0 ? BOUNCED * cosine : cosine;
    }
    const cosine = nx * this.key[0] + ny * this.key[1] + nz * this.key[2];
    const key = cosine > 0 ? cosine * this.#keyAt(px, py, pz) : 0;
    return SKY * (whole > 0 ? sky / whole : 0) + KEY * key;
  }

  /** Share of the light that gets to a point of the ground, of what would without the thing. */
  groundLight(x: number, y: number, z: number): number {
    const whole = SKY + KEY * this.key[1];
    return this.lightAt(x, y, z, 0, 1, 0) / whole;
  }

  /** Share of the lamp that is seen from a point. */
  #keyAt(x: number, y: number, z: number): number {
    const [u, v] = this.#across;
    const pixel = this.frame.width / KEY_SIZE;
    let open = 0;
    for (const i of SOFT) {
      for (const j of SOFT) {
        const a = i * pixel;
        const b = j * pixel;
        const behind = this.#key.behind(
          x + a * u[0] + b * v[0],
          y + a * u[1] + b * v[1],
          z + a * u[2] + b * v[2],
        );
        if (behind <= this.#keyBias) open++;
      }
    }
    return open / SOFT.length ** 2;
  }
}
