import type { Images } from '@modeseek/core';

/** For each output pixel of one axis: its two source pixels and the share of the second. */
function axisWeights(from: number, to: number) {
  return Array.from({ length: to }, (_, i) => {
    const position = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
    const low = Math.min(Math.floor(position), Math.max(0, from - 2));
    return { low, high: Math.min(low + 1, from - 1), share: position - low };
  });
}

/** Visits every pair of an output and a source pixel with its weight. */
function visit(
  batch: number,
  from: { height: number; width: number },
  to: { height: number; width: number },
  pair: (output: number, source: number, weight: number) => void,
): void {
  const rows = axisWeights(from.height, to.height);
  const columns = axisWeights(from.width, to.width);
  for (let image = 0; image < batch; image++) {
    const top = image * from.height;
    for (let y = 0; y < to.height; y++) {
      const row = rows[y];
      const low = (top + row.low) * from.width;
      const high = (top + row.high) * from.width;
      for (let x = 0; x < to.width; x++) {
        const column = columns[x];
        const output = ((image * to.height + y) * to.width + x) * 3;
        pair(output, (low + column.low) * 3, (1 - row.share) * (1 - column.share));
        pair(output, (low + column.high) * 3, (1 - row.share) * column.share);
        pair(output, (high + column.low) * 3, row.share * (1 - column.share));
        pair(output, (high + column.high) * 3, row.share * column.share);
      }
    }
  }
}

/** Bilinear resampling with pixel centres at half-integers, edges repeated. A picture of the right size is returned as it is. */
export function resize(images: Images, height: number, width: number): Images {
  if (images.height === height && images.width === width) return images;
  const data = new Float32Array(images.batch * height * width * 3);
  visit(images.batch, images, { height, width }, (output, source, weight) => {
    for (let c = 0; c < 3; c++) data[output + c] += weight * images.data[source + c];
  });
  return { data, batch: images.batch, height, width };
}

/** The exact transpose of `resize`: the gradient by the output of a resize becomes that by its input, `height` by `width`. */
export function resizeTransposed(gradient: Images, height: number, width: number): Images {
  if (gradient.height === height && gradient.width === width) return gradient;
  const data = new Float32Array(gradient.batch * height * width * 3);
  visit(gradient.batch, { height, width }, gradient, (output, source, weight) => {
    for (let c = 0; c < 3; c++) data[source + c] += weight * gradient.data[output + c];
  });
  return { data, batch: gradient.batch, height, width };
}
