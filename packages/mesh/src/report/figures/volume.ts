import type { Figure } from '../figure.ts';

/** What closed bodies enclose, in cubed units; negative where triangles face inwards. Null where none is closed. */
export const volume: Figure<'volume', number | null> = {
  name: 'volume',
  title: 'volume',
  measure: ({ bodies: { closed, volume } }) =>
    closed.includes(1) ? volume.reduce((sum, each) => sum + each, 0) : null,
  say: (value) => (value === null ? 'no body is closed' : value.toPrecision(4)),
};
