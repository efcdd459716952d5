/**
 * How often each kind of thing is drawn, in one place: what the training data consist of. Probabilities, each
 * given that the concept allows the thing at all.
 */
export const SHARES = {
  /** What the bare noun brings to mind, instead of all that there is; and of each of two objects. */
  typical: 0.75,
  typicalInScene: 0.85,
  /** Colour outside the natural ones. */
  unusualColour: 0.35,
  /** A material that the concept is usually made of (a wooden chair), and any other. */
  usualMaterial: 0.35,
  material: 0.24,
  /** Another than the material's own colour: a red wooden chair. */
  colouredMaterial: 0.35,
  pattern: 0.2,
  proportion: 0.18,
  tiny: 0.05,
  /** Something worn, by what has a head. */
  accessory: 0.3,
  /** Two objects in relation. */
  scene: 0.35,
} as const;
