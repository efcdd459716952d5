import { type Denoiser, type Guidance, msd, msdPaper, sdi, sds, vsd } from '@modeseek/guidance';

/** A way of making a picture. */
export interface ImageMethod {
  name: string;
  /** @param particleSize entries of one picture */
  guidance: (denoiser: Denoiser, particleSize: number) => Guidance;
  /** Updates towards each target: as many as evaluations allow for those whose targets cost more. */
  innerSteps: number;
}

/** Noise levels of the whole run, as DreamFusion has it, and falling ones. */
const WIDE: [number, number] = [0.3, 10];
const FALLING = { sigmaRangeStart: [3, 15], sigmaRangeEnd: [0.2, 0.6] } satisfies Partial<
  Parameters<typeof sds>[1]
>;
/** As `train` has it: one sample from far away, then a fall. */
const BANDWIDTH = '0:25 0.001:4 0.3:1.5 1:0.3 log';
const STEPS = '0:16 0.001:8 0.3:6 step';

export const IMAGE_METHODS: readonly ImageMethod[] = [
  {
    name: 'sds',
    guidance: (denoiser) => sds(denoiser, { sigmaRangeStart: WIDE, sigmaRangeEnd: WIDE }),
    innerSteps: 1,
  },
  { name: 'sds annealed', guidance: (denoiser) => sds(denoiser, FALLING), innerSteps: 1 },
  {
    name: 'sdi',
    guidance: (denoiser) =>
      sdi(denoiser, { guidanceScale: 3, inversionScale: -3, sigma: '0:10 1:0.3 log', inversionSteps: 6 }),
    innerSteps: 6,
  },
  {
    name: 'vsd',
    guidance: (denoiser, particleSize) => vsd(denoiser, { ...FALLING, guidanceScale: 3, particleSize }),
    innerSteps: 1,
  },
  {
    name: 'msd paper',
    guidance: (denoiser) => msdPaper(denoiser, { bandwidth: BANDWIDTH, steps: STEPS, sigmaMax: 25 }),
    innerSteps: 6,
  },
  ...[1, 0.5, 0].map((kappa) => ({
    name: `msd κ=${kappa}`,
    guidance: (denoiser: Denoiser) => msd(denoiser, { bandwidth: BANDWIDTH, steps: STEPS, kappa }),
    innerSteps: 6,
  })),
];
