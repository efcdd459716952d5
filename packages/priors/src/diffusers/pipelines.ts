/** A kind of model in diffusers' layout, by the class that model_index.json names. */
export interface Pipeline {
  /** As model_index.json has it. */
  class: string;
  /** For people. */
  title: string;
}

/** Those that are read. */
export const PIPELINES: readonly Pipeline[] = [
  { class: 'StableDiffusionPipeline', title: 'Stable Diffusion' },
  { class: 'MVDreamPipeline', title: 'MVDream' },
];
