/** Something that takes memory: a part of an estimate. */
export interface MemoryPart<Option extends string = string> {
  /** For people. */
  what: string;
  /** The most at one time. */
  bytes: number;
  /** Options that make it less when they are lowered. */
  options: readonly Option[];
}
