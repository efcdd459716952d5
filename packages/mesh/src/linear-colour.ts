/**
 * Inverse of the sRGB transfer function (IEC 61966-2-1): vertex colours of glTF and USD are linear, textures are
 * not.
 */
export function linearFromDisplay(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
