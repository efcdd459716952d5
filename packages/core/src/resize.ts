import type { Images } from './image.ts';

/** One source pixel of an output pixel, along one axis. */
interface Tap {
  source: number;
  weight: number;
}

/** Along one axis: the source pixels of each output pixel, and their weights, which sum to 1. */
function axisTaps(from: number, to: number): Tap[][] {
  return Array.from({ length: to }, (_, i) => (to < from ? areaTaps(i, from, to) : linearTaps(i, from, to)));
}

/**
 * The pixels under the stretch that output pixel `i` covers, each by the share of the stretch that lies on
 * it.
 */
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

/**
 * Resampling, each axis by itself: a larger size by bilinear interpolation, with pixel centres at
 * half-integers and edges repeated; a smaller one by the mean over the area of each output pixel, so that
 * every source pixel counts alike. A picture of the right size is returned as it is.
 */
export function resize(images: Images, height: number, width: number): Images {
  return { data: resample(images, 3, height, width), batch: images.batch, height, width };
}

/** `resize` of pictures with any number of channels. */
export function resample(
  { data, batch, ...from }: Images,
  channels: number,
  height: number,
  width: number,
): Float32Array {
  if (from.height === height && from.width === width) return data;
  const rows = axisTaps(from.height, height);
  const columns = axisTaps(from.width, width);
  const out = new Float32Array(batch * height * width * channels);
  let at = 0;
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at += channels) {
        for (const row of rows[y]) {
          const line = (image * from.height + row.source) * from.width;
          for (const column of columns[x]) {
            const weight = row.weight * column.weight;
            const source = (line + column.source) * channels;
            for (let c = 0; c < channels; c++) out[at + c] += weight * data[source + c];
          }
        }
      }
    }
  }
  return out;
}
