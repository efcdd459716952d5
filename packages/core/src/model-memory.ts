/** Memory that an image model takes, in bytes, roughly. */
export interface ModelMemory {
  /** Its weights as they lie there, which may be wider than in their files. */
  weights: number;
  /** A picture on its way through. */
  picture: number;
  /** Pictures that are on their way at once, at most: others wait. */
  atOnce: number;
  /** A drawing that is being made of a view, or a view of it; one at a time. */
  drawing: number;
}
