/**
 * Options that the methods share which begin in fog and ask the model about noisy renders: many steps of few
 * views, guided at all noise levels.
 */
export const SCORE_OPTIONS = {
  batch: 4,
  innerSteps: 1,
  anchors: 0,
  learningRate: '0:0.02 0.3:0.01 1:0.003',
  guidanceScale: 10,
  guidanceFloor: 0,
  guidanceCeiling: 1000,
  checkpointEvery: 50,
  previewEvery: 50,
} as const;

/** The same of pictures. */
export const SCORE_PICTURE = {
  steps: 300,
  innerSteps: 1,
  guidanceScale: 10,
  guidanceFloor: 0,
  guidanceCeiling: 1000,
  checkpointEvery: 50,
  previewEvery: 25,
} as const;
