/**
 * Options that go together, by the name of a choice. What a run is given by itself comes before them; all others have the defaults of `configSchema`, which
 * are those of mean-shift distillation of standard quality.
 */

/** Ways of distilling an object from the image model. */
export const METHODS = ['msd', 'msd-paper', 'sds'] as const;
export type Method = (typeof METHODS)[number];

/** What a run takes in time, for what comes out. */
export const QUALITIES = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof QUALITIES)[number];

/** Score distillation has no sample of the model to begin with: it comes from fog, by many steps of one update each, guided at all noise levels. */
const SDS_OPTIONS = {
  steps: 300,
  batch: 4,
  innerSteps: 1,
  anchors: 0,
  guidanceScale: 10,
  guidanceFloor: 0,
  guidanceCeiling: 1000,
  checkpointEvery: 50,
  previewEvery: 50,
} as const;
export type SdsOption = keyof typeof SDS_OPTIONS;

const METHOD_OPTIONS: Record<Method, Partial<Record<string, string | number>>> = {
  msd: {},
  'msd-paper': {},
  sds: SDS_OPTIONS,
};

const QUALITY_OPTIONS: Record<Quality, Partial<Record<string, string | number>>> = {
  draft: { steps: 12 },
  standard: {},
  high: { steps: 150 },
};

/** Of score distillation, which asks the image model once a step. */
const SDS_STEPS: Record<Quality, number> = { draft: 100, standard: SDS_OPTIONS.steps, high: 900 };

/** What a method and a quality, if they are known ones, stand for. */
export function presetOptions(
  method: unknown,
  quality: unknown,
): Record<string, string | number | undefined> {
  const known = isOneOf(METHODS, method) ? method : 'msd';
  const chosen = isOneOf(QUALITIES, quality) ? quality : 'standard';
  const steps = known === 'sds' ? { steps: SDS_STEPS[chosen] } : {};
  return { ...METHOD_OPTIONS[known], ...QUALITY_OPTIONS[chosen], ...steps };
}

/** What an option is by default with a method other than the first, for descriptions; null where it is the same. */
export function defaultWith(method: Method, option: string): string | number | null {
  return METHOD_OPTIONS[method][option] ?? null;
}

function isOneOf<T extends string>(names: readonly T[], name: unknown): name is T {
  return names.includes(name as T);
}
