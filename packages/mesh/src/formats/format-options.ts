import { UserError } from '@modeseek/core';
import type { Compression, TextureFormat } from './format.ts';
import { FORMATS, type FormatName, formatOf } from './index.ts';

/** KTX2's encoder takes no more than 12 million texels, and its blocks are 4 wide. */
const KTX2_TEXELS = { multipleOf: 4, most: 3072 };

/**
 * Whether a format has what is asked of it.
 * @throws UserError naming the option that means nothing to it
 */
export function checkFormatOptions(options: {
  format: FormatName;
  textureSize: number;
  compress: Compression;
  textureFormat: TextureFormat;
}): void {
  const { textureSize, compress, textureFormat } = options;
  const format = formatOf(options.format);
  if (format.holds !== 'textures' && textureSize !== 0) {
    throw new UserError(`textureSize is ${textureSize}; ${format.name} has no textures: leave it out`);
  }
  if (!format.compresses) {
    const those = FORMATS.filter(({ compresses }) => compresses).map(({ name }) => name);
    const refuse = (option: string, value: string) =>
      new UserError(`${option} is ${value}; that is for ${those.join(' and ')}, and not for ${format.name}`);
    if (compress !== 'none') throw refuse('compress', compress);
    if (textureFormat !== 'png') throw refuse('textureFormat', textureFormat);
  }
  if (textureFormat !== 'png' && textureSize === 0) {
    throw new UserError(`textureFormat is ${textureFormat}; there is no texture, as textureSize is 0`);
  }
  const { multipleOf, most } = KTX2_TEXELS;
  if (textureFormat === 'ktx2' && (textureSize > most || textureSize % multipleOf !== 0)) {
    throw new UserError(
      `textureSize is ${textureSize}; for ktx2 it must be a multiple of ${multipleOf}, at most ${most}`,
    );
  }
}
