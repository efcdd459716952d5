/** Values of a radiance field at a list of points. */
export interface FieldValues {
  /** `[count]`, >= 0, per world unit. */
  density: Float32Array;
  /** `[count, 3]`, each channel in [0, 1]. */
  colour: Float32Array;
}

/** What the renderer needs of a field in the cube [-1, 1]^3. It knows of no network: `Field` of the nerf package fits this. */
export interface RadianceField {
  /** Values at `count` points `[count, 3]`; keeps what `backward` needs. The arrays are valid until the next call. */
  forward(points: Float32Array, count: number): Promise<FieldValues>;
  /** Adds to the parameters' gradients, for the last `forward`, given the loss's gradient by density and by colour. */
  backward(densityGradient: Float32Array, colourGradient: Float32Array): Promise<void>;
  /** As `forward`, but leaves what `backward` needs alone. */
  query(points: Float32Array, count: number): Promise<FieldValues>;
}
