/** A training preview by its path in the run directory: the step, and where it is of one not done yet, the update. In the order of names they are in that of time. */
export const PREVIEW_FILE = /^preview\/step-(\d+)(?:-update-(\d+))?\.png$/;
