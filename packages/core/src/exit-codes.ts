/** Exit code of a run that is complete but for its mesh: there was nothing to make one of. */
export const NO_MESH = 3;
