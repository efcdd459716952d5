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

/** Parts of a model with weights: the folder of each, and what its files of weights are called. */
export const NETWORKS = {
  unet: 'diffusion_pytorch_model',
  vae: 'diffusion_pytorch_model',
  text_encoder: 'model',
} as const;
export type NetworkName = keyof typeof NETWORKS;
export const NETWORK_NAMES = Object.keys(NETWORKS) as NetworkName[];
