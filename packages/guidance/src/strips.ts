import { contactSheet, type Images } from '@modeseek/core';

/**
 * A picture for looking at guidance: the renders in one row, above the targets they are pulled to.
 * @param renders in the denoiser's space, [-1, 1]
 * @param targets of the same shape and space
 * @returns one picture in [0, 1], as many cells wide as there are views
 */
export function guidanceStrip(renders: Images, targets: Images): Images {
  return contactSheet([toDisplay(renders), toDisplay(targets)], renders.batch);
}

function toDisplay(images: Images): Images {
  return { ...images, data: images.data.map((value) => Math.min(1, Math.max(0, (value + 1) / 2))) };
}
