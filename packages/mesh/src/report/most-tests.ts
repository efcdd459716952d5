/** Pairs of triangles that may be tested: a mesh can be made such that all would have to be. */
export const MOST_TESTS = 100_000_000;
