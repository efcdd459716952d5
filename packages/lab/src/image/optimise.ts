import { type PictureParts, pictureStep } from '@modeseek/picture';

/**
 * Moves a canvas's pictures along a guidance until so many evaluations of the denoiser are spent; returns what
 * the model draws as it was at the start, now and then, and at the end.
 * @param budget evaluations for each picture
 */
export async function optimise(
  parts: PictureParts,
  budget: number,
  looks: number,
): Promise<{ path: Float32Array[]; evaluations: number }> {
  const path = [await parts.canvas.draw()];
  let evaluations = 0;
  while (evaluations < budget) {
    const { dropped, values } = await pictureStep(parts, evaluations / budget);
    if (dropped !== null) throw new Error(`a step failed: ${dropped}`);
    evaluations += values.evaluations;
    if (evaluations >= (path.length * budget) / looks) path.push(await parts.canvas.draw());
  }
  return { path, evaluations };
}
