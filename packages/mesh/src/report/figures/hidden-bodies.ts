import { faultCount } from '../figure.ts';

/** Bodies that lie inside others: nobody sees them. */
export const hiddenBodies = faultCount('hiddenBodies', 'bodies inside others', ({ inside }) =>
  inside.reduce((sum, each) => sum + each, 0),
);
