/**
 * Room for up to `capacity` things of a kind, in several arrays, each at a place: a buffer, or an address.
 */
export type Room<Name extends string, Place> = { readonly capacity: number } & Readonly<Record<Name, Place>>;

/** Fewer things are not made room for. */
const LEAST_CAPACITY = 1024;

/**
 * The room that is there, or where there is none or too little, new. Capacities are powers of two, so that a
 * kind that grows seldom needs new room, and outgrown room is never more than what is in use.
 * @param bytes of one thing, in each array
 * @param release what becomes of outgrown places
 */
export function roomFor<Name extends string, Place>(
  present: Room<NoInfer<Name>, NoInfer<Place>> | undefined,
  count: number,
  bytes: Readonly<Record<Name, number>>,
  allocate: (bytes: number) => Place,
  release: (place: NoInfer<Place>) => void = () => {},
): Room<Name, Place> {
  if (present && present.capacity >= count) return present;
  const names = Object.keys(bytes) as Name[];
  if (present) for (const name of names) release(present[name]);
  const capacity = 2 ** Math.ceil(Math.log2(Math.max(LEAST_CAPACITY, count)));
  const arrays = names.map((name) => [name, allocate(capacity * bytes[name])]);
  return { capacity, ...Object.fromEntries(arrays) };
}
