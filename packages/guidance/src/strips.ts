import { contactSheet, type Images } from '@modeseek/core';

/**
 * A picture for looking at guidance: the renders in one row, above the targets they are pulled to. As many
 * cells wide as there are views.
 */
export function guidanceStrip(renders: Images, targets: Images): Images {
  return contactSheet([clamped(renders), clamped(targets)], renders.batch);
}

function clamped(images: Images): Images {
  return { ...images, data: images.data.map((value) => Math.min(1, Math.max(0, value))) };
}
