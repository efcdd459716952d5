import { glb } from './glb.ts';
import { gltf } from './gltf.ts';

/** All formats, the default first. A new one is its file and a line here. */
export const FORMATS = [glb, gltf] as const;

export const FORMAT_NAMES = FORMATS.map(({ name }) => name);
export type FormatName = (typeof FORMATS)[number]['name'];

/** @throws Error for an unknown name */
export function formatOf(name: FormatName) {
  const format = FORMATS.find((each) => each.name === name);
  if (!format) throw new Error(`unknown format ${name}`);
  return format;
}
