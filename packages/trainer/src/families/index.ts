import { diffusers } from './diffusers.ts';
import { embedded } from './embedded.ts';
import { mvdream } from './mvdream.ts';

/** Presets of all families, the default first. A new one is its file and a line here. */
export const FAMILIES = [embedded, mvdream, diffusers] as const;
