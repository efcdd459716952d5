/** Names by which Unreal Engine and Godot know convex hulls for physics. */
const ENGINES = [
  { before: 'UCX_', behind: '' },
  { before: '', behind: '-convcolonly' },
] as const;
const [UNREAL, GODOT] = ENGINES;

/** Of the hull of an object, by where it goes. */
export const HULL_NAMES = {
  file: (name: string) => `${name} collider`,
  unreal: (name: string) => `${UNREAL.before}${name}`,
  godot: (name: string) => `${name}${GODOT.behind}`,
} as const;

/**
 * Whose hull the name is of, for an engine.
 * @returns the object's name, and what the hull of one with another name is called; null when it is no hull's
 */
export function ownerOfHull(name: string): { owner: string; named(owner: string): string } | null {
  for (const { before, behind } of ENGINES) {
    if (!name.startsWith(before) || !name.endsWith(behind)) continue;
    return {
      owner: name.slice(before.length, name.length - behind.length),
      named: (owner) => `${before}${owner}${behind}`,
    };
  }
  return null;
}
