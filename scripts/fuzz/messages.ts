/** From a child that tries inputs to its parent. */
export type ChildMessage =
  /** It is ready; so many seconds make a hang. */
  | { type: 'ready'; patience: number }
  | { type: 'begin'; n: number }
  /** One trial may have several. */
  | { type: 'faults'; n: number; faults: string[]; input: string }
  | { type: 'end'; n: number; refused: boolean };
