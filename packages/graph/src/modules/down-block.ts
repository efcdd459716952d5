import type { GraphBuilder, Value } from '../builder.ts';
import type { BlockLayers } from './block.ts';
import { downsample } from './resample.ts';

export interface DownBlockOptions extends BlockLayers {
  /** ResNet blocks, each with its attention behind it. */
  layers: number;
  /** Of the convolution that halves the picture at the end; left out where it stays. */
  padding?: readonly [number, number];
}

/** [n, c, h, w] -> [n, size, h/2, w/2], and all that was on the way. */
export function downBlock(
  g: GraphBuilder,
  x: Value,
  size: number,
  { resnet, attention, layers, padding }: DownBlockOptions,
): Value[] {
  const seen: Value[] = [];
  for (let i = 0; i < layers; i++) {
    const h = resnet(g.at(`resnets.${i}`), seen.at(-1) ?? x, size);
    seen.push(attention ? attention(g.at(`attentions.${i}`), h) : h);
  }
  if (padding) seen.push(downsample(g.at('downsamplers.0.conv'), seen.at(-1)!, padding));
  return seen;
}
