import type { FamilyPreset } from './family.ts';

/** The defaults of `configSchema`, and of the methods, are its own. */
export const embedded: FamilyPreset = {
  name: 'embedded',
  options: () => ({}),
  methods: {},
  picture: {},
  pictureMethods: {},
  steps: {},
};
