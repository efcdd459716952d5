import type { Images } from '@modeseek/core';

/** One source pixel of an output pixel, along one axis. */
interface Tap {
  source: number;
  weight: number;
}

/** Along one axis: the source pixels of each output pixel, and their weights, which sum to 1. */
function axisTaps(from: number, to: number): Tap[][] {
  return Array.from({ length: to }, (_, i) => (to < from ? areaTaps(i, from, to) : linearTaps(i, from, to)));
}

/** The pixels under the stretch that output pixel `i` covers, each by the share of the stretch that lies on it. */
function areaTaps(i: number, from: number, to: number): Tap[] {
  const scale = from / to;
  const [begin, end] = [i * scale, Math.min(from, (i + 1) * scale)];
  const taps: Tap[] = [];
  for (let source = Math.floor(begin); source < end; source++) {
    const overlap = Math.min(end, source + 1) - Math.max(begin, source);
    taps.push({ source, weight: overlap / (end - begin) });
  }
  return taps;
}

/** The two pixels whose centres lie around that of output pixel `i`; at the edges one of them is repeated. */
function linearTaps(i: number, from: number, to: number): Tap[] {
  const position = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5));
  const low = Math.floor(position);
  const share = position - low;
  return [
    { source: low, weight: 1 - share },
    { source: Math.min(low + 1, from - 1), weight: share },
  ];
}

interface Size {
  height: number;
  width: number;
}

/** Visits every pair of an output and a source pixel with its weight. */
function visit(
  batch: number,
  from: Size,
  to: Size,
  pair: (output: number, source: number, weight: number) => void,
): void {
  const rows = axisTaps(from.height, to.height);
  const columns = axisTaps(from.width, to.width);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) {
        const output = ((image * to.height + y) * to.width + x) * 3;
        for (const row of rows[y]) {
          const line = (image * from.height + row.source) * from.width;
          for (const column of columns[x])
            pair(output, (line + column.source) * 3, row.weight * column.weight);
        }
      }
    }
  }
}

/**
 * Resampling, each axis by itself: a larger size by bilinear interpolation, with pixel centres at half-integers and edges repeated; a smaller one
 * by the mean over the area of each output pixel, so that every source pixel counts alike. A picture of the right size is returned as it is.
 */
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
