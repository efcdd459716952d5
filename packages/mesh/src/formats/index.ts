import { UserError } from '@modeseek/core';
import { threeMf } from './3mf.ts';
import type { MeshFormat } from './format.ts';
import { glb } from './glb.ts';
import { gltf } from './gltf.ts';
import { obj } from './obj.ts';
import { ply } from './ply.ts';
import { stl } from './stl.ts';
import { usdz } from './usdz.ts';

/** All formats, the default first. A new one is its file and a line here. */
export const FORMATS = [glb, gltf, obj, ply, stl, threeMf, usdz] as const;

export const FORMAT_NAMES = FORMATS.map(({ name }) => name);
export type FormatName = (typeof FORMATS)[number]['name'];

/** @throws Error for an unknown name */
export function formatOf(name: FormatName): MeshFormat<FormatName> {
  const format = FORMATS.find((each) => each.name === name);
  if (!format) throw new Error(`unknown format ${name}`);
  return format;
}

/**
 * The format of a file by its extension, in large letters or small.
 * @throws UserError when there is none of that extension
 */
export function formatOfFile(name: string): FormatName {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1].toLowerCase();
  const format = FORMAT_NAMES.find((known) => known === extension);
  if (format) return format;
  const endings = FORMAT_NAMES.map((known) => `.${known}`).join(', ');
  throw new UserError(`${name} ends in no format's extension; known: ${endings}`);
}
