import { join } from 'node:path';
import { UserError } from '@modeseek/core';
import { type BuildOptions, PARTS, type PartName } from '../models/networks.ts';
import { feedsOf, type Given, sizesOf } from './feeds.ts';
import { type LoadedNetwork, loadNetwork } from './load-network.ts';
import {
  type Provider,
  type Session,
  type SessionOutput,
  type SessionTensor,
  startSession,
} from './session.ts';

/** On what a network runs. */
export interface RunOptions {
  provider: Provider;
  /** Of the processor. */
  threads: number;
}

/**
 * Runs one network of a model once, on tensors by diffusers' names; says what `output` is.
 * @param folder of the model
 * @param options how to build the graph; sizes are those of the tensors
 * @throws UserError when the folder lacks something, the tensors are not what the network takes, or it does not
 *   run on what was asked for
 */
export async function runNetwork(
  folder: string,
  part: PartName,
  given: Given,
  { provider, threads, ...options }: RunOptions & BuildOptions,
): Promise<SessionOutput> {
  const { network, feeds } = prepareNetwork(folder, part, given, { provider, ...options });
  const source = join(folder, PARTS[part].folder);
  const session = await startNetwork(network, source, { provider, threads });
  try {
    const { refused } = session.declared;
    if (refused !== undefined) throw new UserError(`${source} does not start on ${provider}: ${refused}`);
    const { output } = await session.run(feeds).catch((error: Error) => {
      throw new UserError(`${source} does not run: ${error.message}`);
    });
    return output;
  } finally {
    await session.dispose();
  }
}

/**
 * A network of the sizes of given tensors, and these as it takes them.
 * @throws UserError when the folder lacks something, or the tensors are not what the network takes
 */
export function prepareNetwork(
  folder: string,
  part: PartName,
  given: Given,
  { provider, ...options }: Pick<RunOptions, 'provider'> & BuildOptions,
): { network: LoadedNetwork; feeds: Record<string, SessionTensor> } {
  const plainAttention = provider !== 'cpu';
  const network = loadNetwork(folder, part, { plainAttention, ...options, ...sizesOf(given) });
  return { network, feeds: feedsOf(network.inputs, given) };
}

/**
 * Starts a session of a network. Takes the graph's memory.
 * @param source the network's folder, for messages
 * @throws UserError when it does not start here
 */
export function startNetwork(
  { graph, root }: Pick<LoadedNetwork, 'graph' | 'root'>,
  source: string,
  { provider, threads }: RunOptions,
): Promise<Session> {
  return startSession({ graph, root, provider, threads }).catch((error: Error) => {
    throw error instanceof UserError
      ? error
      : new UserError(`${source} does not start on this machine: ${error.message}`);
  });
}
