/** Room for up to `capacity` things of a kind, in several arrays, each at a place: a buffer, or an address. */
export type Room<Name extends string, Place> = { readonly capacity: number } & Readonly<Record<Name, Place>>;

/** Fewer things are not made room for. */
const LEAST_CAPACITY = 1024;

/**
 * New room for at least so many things. Capacities are powers of two, so that a kind that grows seldom needs new room, and outgrown room
 * is never more than what is in use.
 * @param bytes of one thing, in each array
 */
export function makeRoom<Name extends string, Place>(
  count: number,
  bytes: Readonly<Record<Name, number>>,
  allocate: (bytes: number) => Place,
): Room<Name, Place> {
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(LEAST_CAPACITY, count)));
  const arrays = Object.entries<number>(bytes).map(([name, each]) => [name, allocate(capacity * each)]);
  return { capacity, ...Object.fromEntries(arrays) };
}
