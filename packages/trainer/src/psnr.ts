/** Peak signal-to-noise ratio, in dB, of values in [0, 1]: -10 log10 of the mean squared difference. */
export function psnr(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < expected.length; i++) sum += (actual[i] - expected[i]) ** 2;
  return -10 * Math.log10(sum / expected.length);
}
