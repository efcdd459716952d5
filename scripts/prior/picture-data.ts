import { type Camera, Rng } from '@modeseek/core';
import { COLOUR_NAMES, caption, flatten, LIBRARY, normaliseCaption, rasterise } from '@modeseek/objects';

export const SIZE = 64;
export const VIEWS = 8;
export const CAPTIONS = 8;
export const TOKENS = 16;

const RADIANS = Math.PI / 180;

/**
 * Every word of the library's captions, found by building each concept many times: colours first, then nouns, then the
 * rest, each group sorted. Token number = index + 1.
 */
export function vocabulary(builds = 300): string[] {
  const groups = [new Set<string>(COLOUR_NAMES), new Set<string>(), new Set<string>()];
  for (const concept of LIBRARY) {
    for (const word of normaliseCaption(concept.name).split(' ')) groups[1].add(word);
    for (let i = 0; i < builds; i++) {
      const { adjectives, features } = concept.build(new Rng(`words:${concept.name}:${i}`)).description;
      for (const word of normaliseCaption([...adjectives, ...features, 'and'].join(' ')).split(' '))
        groups[2].add(word);
    }
  }
  return [...new Set(groups.flatMap((group) => [...group].sort()))];
}

/**
 * One object of the data set: its pictures from `VIEWS` cameras at stratified azimuths, and some captions. The range of cameras is a little
 * wider than the trainer's.
 */
export function renderObject(split: string, conceptNumber: number, number: number, words: readonly string[]) {
  const concept = LIBRARY[conceptNumber];
  const rng = new Rng(`${split}:${concept.name}:${number}`);
  const { group, description } = concept.build(rng);
  const triangles = flatten(group);
  const plane = SIZE * SIZE;
  const pictures = new Uint8Array(VIEWS * 7 * plane);
  const cameras = new Float32Array(VIEWS * 4);
  const turn = rng.uniform(0, 2 * Math.PI);
  for (let v = 0; v < VIEWS; v++) {
    const camera: Camera = {
      azimuth: turn + ((v + rng.uniform()) / VIEWS) * 2 * Math.PI,
      elevation: Math.asin(rng.uniform(Math.sin(-14 * RADIANS), Math.sin(64 * RADIANS))),
      distance: rng.uniform(2.9, 3.7),
      fieldOfView: rng.uniform(37, 43) * RADIANS,
    };
    cameras.set([camera.azimuth, camera.elevation, camera.distance, camera.fieldOfView], v * 4);
    const { albedo, normal, alpha } = rasterise(triangles, camera, SIZE);
    const out = pictures.subarray(v * 7 * plane, (v + 1) * 7 * plane);
    for (let i = 0; i < plane; i++) {
      out[3 * plane + i] = Math.round(alpha[i] * 255);
      for (let c = 0; c < 3; c++) {
        out[c * plane + i] = Math.round(Math.min(1, albedo[i * 3 + c]) * 255);
        out[(4 + c) * plane + i] = Math.round(128 + normal[i * 3 + c] * 127);
      }
    }
  }
  const tokens = new Uint16Array(CAPTIONS * TOKENS);
  for (let k = 0; k < CAPTIONS; k++) {
    const numbers = caption(concept, description, rng)
      .split(' ')
      .map((word) => words.indexOf(word) + 1);
    tokens.set(numbers.filter((n) => n > 0).slice(0, TOKENS), k * TOKENS);
  }
  return { pictures, cameras, tokens };
}
