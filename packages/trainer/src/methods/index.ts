import { msd } from './msd.ts';
import { msdPaper } from './msd-paper.ts';
import { sdi } from './sdi.ts';
import { sds } from './sds.ts';
import { vsd } from './vsd.ts';

/** All methods, the default first. A new one is its file and a line here. */
export const METHODS = [msd, msdPaper, sds, sdi, vsd] as const;
