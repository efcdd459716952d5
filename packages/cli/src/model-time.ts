import { aroundViews, Rng, type SeenViews } from '@modeseek/core';
import type { Prior } from '@modeseek/priors';
import type { ModelWork } from '@modeseek/trainer';

/** Noise that any model knows. */
const SIGMA = 1;
/** Groups of views that are enough to tell: more are run one after the other. */
const MOST_VIEWS = 16;

/** What a run asks in a step of its middle. */
interface Question {
  prompt: string;
  views: number;
  /** Of the pictures that drawings are made of, in pixels. */
  edge: number;
}

/** Seconds that a run's image model is going to take on this machine, by one evaluation and one drawing. */
export async function estimateModelSeconds(
  prior: Prior,
  { prompt, views, edge }: Question,
  { pictures, drawings }: ModelWork,
): Promise<number> {
  const { drawing, together } = prior;
  // Of models that look across all views, or take some at once.
  const count = Math.min(views, MOST_VIEWS * together);
  const evaluate = (count: number) => {
    const noisy = new Rng(0).normals(new Float32Array(count * drawing.length));
    return prior.denoise(noisy, SIGMA, { prompt, views: aroundViews(count) });
  };
  await evaluate(together); // The first of a session is slow, and reads the prompt.
  const evaluation = await secondsOf(() => evaluate(count));
  if (drawings === 0) return (pictures / count) * evaluation;
  const redraw = async () => drawing.unpack(await drawing.pack(greyView(edge)), edge);
  await redraw();
  const redrawing = await secondsOf(redraw);
  return (pictures / count) * evaluation + drawings * redrawing;
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function greyView(edge: number): SeenViews {
  const pixels = edge * edge;
  return {
    images: { data: new Float32Array(3 * pixels).fill(0.5), batch: 1, height: edge, width: edge },
    opacity: new Float32Array(pixels),
    points: new Float32Array(3 * pixels),
  };
}
