import type { GraphBuilder, Value } from '../builder.ts';
import { concat } from '../ops.ts';
import type { BlockLayers } from './block.ts';
import { upsample } from './resample.ts';

export interface UpBlockOptions extends BlockLayers {
  /** ResNet blocks, each with its attention behind it. */
  layers: number;
  /** What the way down left, the last of it last: each ResNet block takes one away. */
  skips?: Value[];
  /** Whether the picture is doubled at the end. */
  up: boolean;
}

/** [n, c, h, w] -> [n, size, 2h, 2w]. */
export function upBlock(
  g: GraphBuilder,
  x: Value,
  size: number,
  { resnet, attention, layers, skips, up }: UpBlockOptions,
): Value {
  let h = x;
  for (let i = 0; i < layers; i++) {
    h = resnet(g.at(`resnets.${i}`), skips ? concat(g, [h, skips.pop()!], 1) : h, size);
    if (attention) h = attention(g.at(`attentions.${i}`), h);
  }
  return up ? upsample(g.at('upsamplers.0.conv'), h) : h;
}
