import type { Field } from '@modeseek/core';
import { type Adam, type AdamOptions, referenceAdam } from './adam.ts';
import type { FieldConfig } from './config.ts';
import { ReferenceField } from './reference-field.ts';

/** How a backend makes fields and their optimisers. */
export interface FieldKernels {
  /** A field with all parameters zero. */
  field(config: FieldConfig): Promise<Field>;
  /** Adam over the parameters of one of its fields, where they are kept. */
  adam(field: Field, options?: Partial<AdamOptions>): Adam;
}

/** Plain TypeScript. */
export const referenceFieldKernels: FieldKernels = {
  field: async (config) => new ReferenceField(config),
  adam: ({ parameters }, options) => referenceAdam(parameters, options),
};
