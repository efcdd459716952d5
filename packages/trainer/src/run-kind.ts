import type { z } from 'zod';
import { configSchema, parseConfig, type RunConfig } from './config.ts';
import type { ModelKind } from './families/family.ts';

/** Options that runs of every kind have: what is read of them where it does not matter what they make. */
export type StepOptions = Pick<
  RunConfig,
  | 'prompt'
  | 'seed'
  | 'steps'
  | 'patience'
  | 'model'
  | 'innerSteps'
  | 'checkpointEvery'
  | 'previewEvery'
  | 'previewUpdates'
>;

/** What runs make, such as objects. */
export interface RunKind<C extends StepOptions> {
  /** Of the command that makes them; it is kept in config.json. */
  readonly name: string;
  /** Of its options: their flags, defaults and descriptions. */
  readonly schema: z.ZodObject;
  /**
   * Checks options and fills in defaults.
   * @param model what kind the option `model` is of; the embedded one's, when absent
   * @throws UserError naming the first option that is wrong and what would be right
   */
  parse(options: unknown, model?: ModelKind): C;
}

/** Runs of `train`. What has no kind in its config.json is one of them. */
export const OBJECT_RUN: RunKind<RunConfig> = {
  name: 'train',
  schema: configSchema,
  parse: parseConfig,
};
