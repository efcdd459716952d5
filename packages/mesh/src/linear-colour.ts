/**
 * Inverse of the sRGB transfer function (IEC 61966-2-1): vertex colours of glTF and USD are linear, textures are
 * not.
 */
export function linearFromDisplay(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The sRGB transfer function: its inverse's inverse. */
export function displayFromLinear(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
