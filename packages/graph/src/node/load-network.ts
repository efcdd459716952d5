import type { GraphInput } from '../builder.ts';
import { type BuildOptions, buildNetwork, PARTS, type PartName } from '../models/networks.ts';
import { Weights } from '../weights.ts';
import { readNetworkFiles } from './network-files.ts';

/** A network's graph, and where the weights are that it names. */
export interface LoadedNetwork {
  /** As the bytes of a `.onnx` file. */
  graph: Uint8Array<ArrayBuffer>;
  /** What it takes. */
  inputs: readonly GraphInput[];
  /** The folder from which the graph names files of weights. */
  root: string;
}

/**
 * The graph of one network of a model in diffusers' layout, as it is on disk. Of its weights the headers are
 * read, and nothing is written.
 * @param folder of the model: with `unet`, `vae` and `text_encoder` in it
 * @throws UserError naming file and key, when something is missing, damaged, or not what config.json says
 */
export function loadNetwork(folder: string, part: PartName, options: BuildOptions = {}): LoadedNetwork {
  const { config, configPath, weights, root } = readNetworkFiles(
    folder,
    PARTS[part].folder,
    options.precision ?? 'float32',
  );
  const network = buildNetwork(part, new Weights(weights), config, configPath, options);
  return { graph: network.encode(), inputs: network.inputs, root };
}
