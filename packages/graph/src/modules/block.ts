import type { GraphBuilder, Value } from '../builder.ts';

/** What blocks are made of: layers that know the time, the prompt and their own settings. */
export interface BlockLayers {
  /** To so many channels. */
  resnet(g: GraphBuilder, x: Value, size: number): Value;
  /** Left out where a block has none. */
  attention?(g: GraphBuilder, x: Value): Value;
}
