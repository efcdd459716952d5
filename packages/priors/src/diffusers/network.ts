/** Numbers of a shape. */
export interface NetworkTensor {
  shape: readonly number[];
  data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

/** A network that is ready to run. */
export interface Network {
  run(
    inputs: Readonly<Record<string, NetworkTensor>>,
  ): Promise<Record<string, { data: Float32Array<ArrayBuffer> }>>;
  /** Lets what is under way finish, then gives the memory back. */
  dispose(): Promise<void>;
}

/** Starts a network when it is needed. */
export type OpenNetwork = () => Promise<Network>;
