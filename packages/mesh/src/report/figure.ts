import type { Subject } from './subject.ts';

/** One thing that a report says of a mesh. */
export interface Figure<Name extends string = string, Value = unknown> {
  /** In JSON. */
  readonly name: Name;
  /** For people. */
  readonly title: string;
  measure(subject: Subject): Value;
  /** A value for people, in a few words. */
  say(value: Value): string;
  /** Whether a mesh of that value has something wrong with it; never when absent. */
  isWrong?(value: Value): boolean;
}

/** A figure that counts what there should be none of. */
export function faultCount<Name extends string>(
  name: Name,
  title: string,
  measure: (subject: Subject) => number,
): Figure<Name, number> {
  return { name, title, measure, say: String, isWrong: (count) => count > 0 };
}
