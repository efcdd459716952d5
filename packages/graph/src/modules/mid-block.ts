import type { GraphBuilder, Value } from '../builder.ts';
import type { BlockLayers } from './block.ts';

/** [n, c, h, w] -> [n, c, h, w]: a ResNet block, attention where there is some, and another ResNet block. */
export function midBlock(g: GraphBuilder, x: Value, { resnet, attention }: BlockLayers): Value {
  const size = x.shape[1] as number;
  const h = resnet(g.at('resnets.0'), x, size);
  return resnet(g.at('resnets.1'), attention ? attention(g.at('attentions.0'), h) : h, size);
}
