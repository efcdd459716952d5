import { type Camera, Rng } from '@modeseek/core';
import {
  COLOUR_NAMES,
  type Concept,
  caption,
  drawSubject,
  flatten,
  LIBRARY,
  MATERIALS,
  PATTERNS,
  rasterise,
  type Subject,
} from '@modeseek/objects';

export const CAPTIONS = 8;
export const TOKENS = 16;

const RADIANS = Math.PI / 180;

/** Entries of an object's labels; `NONE` where there is no such thing. */
export const LABELS = ['concept', 'second', 'colour', 'secondColour', 'material', 'pattern'] as const;
export const NONE = 255;

/**
 * One subject of the data set, an object or a scene of two: its pictures from `views` cameras at stratified
 * azimuths, and some captions. The range of cameras is a little wider than the trainer's.
 */
export function renderObject(
  split: string,
  conceptNumber: number,
  number: number,
  views: number,
  size: number,
  words: readonly string[],
) {
  const concept = LIBRARY[conceptNumber];
  const rng = new Rng(`${split}:${concept.name}:${number}`);
  const { subject, captions } = drawDescribed(concept, rng);
  const triangles = flatten(subject.group);
  const plane = size * size;
  const pictures = new Uint8Array(views * 7 * plane);
  const bodies = new Uint8Array((views * plane) / 4);
  const points = new Uint8Array((views * 3 * plane) / 4);
  const cameras = new Float32Array(views * 4);
  const turn = rng.uniform(0, 2 * Math.PI);
  for (let v = 0; v < views; v++) {
    const camera: Camera = {
      azimuth: turn + ((v + rng.uniform()) / views) * 2 * Math.PI,
      elevation: Math.asin(rng.uniform(Math.sin(-14 * RADIANS), Math.sin(64 * RADIANS))),
      distance: rng.uniform(2.9, 3.7),
      fieldOfView: rng.uniform(37, 43) * RADIANS,
    };
    cameras.set([camera.azimuth, camera.elevation, camera.distance, camera.fieldOfView], v * 4);
    const { albedo, normal, point, alpha, body } = rasterise(triangles, camera, size);
    const out = pictures.subarray(v * 7 * plane, (v + 1) * 7 * plane);
    for (let i = 0; i < plane; i++) {
      bodies[(v * plane + i) >> 2] |= body[i] << (2 * (i & 3));
      out[3 * plane + i] = Math.round(alpha[i] * 255);
      for (let c = 0; c < 3; c++) {
        out[c * plane + i] = Math.round(Math.min(1, albedo[i * 3 + c]) * 255);
        out[(4 + c) * plane + i] = Math.round(128 + normal[i * 3 + c] * 127);
      }
    }
    halve(point, size, points.subarray((v * 3 * plane) / 4, ((v + 1) * 3 * plane) / 4));
  }
  const tokens = new Uint16Array(CAPTIONS * TOKENS);
  captions.forEach((text, k) => {
    const numbers = text.split(' ').map((word) => words.indexOf(word) + 1);
    tokens.set(
      numbers.filter((n) => n > 0),
      k * TOKENS,
    );
  });
  return { pictures, bodies, points, cameras, tokens, labels: labelsOf(subject) };
}

/**
 * Points `[size, size, 3]` at half the size, as bytes `[3, size / 2, size / 2]`: 128 is 0, 1 and 255 are -1
 * and 1.
 */
function halve(points: Float32Array, size: number, out: Uint8Array): void {
  const half = size / 2;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      for (let c = 0; c < 3; c++) {
        const at = (row: number, column: number) => points[((2 * y + row) * size + 2 * x + column) * 3 + c];
        const mean = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
        out[(c * half + y) * half + x] = Math.round(128 + 127 * Math.min(1, Math.max(-1, mean)));
      }
    }
  }
}

/**
 * A random subject and captions of it. One that cannot be described in `TOKENS` words, a rare scene, is drawn
 * again.
 */
function drawDescribed(concept: Concept, rng: Rng): { subject: Subject; captions: string[] } {
  for (;;) {
    const subject = drawSubject(concept, LIBRARY, rng);
    const captions = Array.from({ length: CAPTIONS }, () => caption(subject, rng));
    if (captions.every((text) => text.split(' ').length <= TOKENS)) return { subject, captions };
  }
}

/** Numbers in the order of `LABELS`. */
function labelsOf({ concepts, descriptions }: Subject): Uint8Array {
  const [first, second] = descriptions.map(({ look }) => look);
  const place = <T>(list: readonly T[], value: T | undefined) =>
    value === undefined ? NONE : list.indexOf(value);
  return Uint8Array.of(
    place(LIBRARY, concepts[0]),
    place(LIBRARY, concepts[1]),
    place(COLOUR_NAMES, first.name),
    place(COLOUR_NAMES, second?.name),
    place(MATERIALS, first.material?.name ?? (first.name === 'golden' ? 'golden' : undefined)),
    place(PATTERNS, first.pattern?.name),
  );
}
