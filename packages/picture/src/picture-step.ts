import { breathe, compileSchedule, type Rng, type Schedule } from '@modeseek/core';
import type { Condition, Guidance } from '@modeseek/guidance';
import { allFinite, type StepResult, Stopwatch, updatesAt } from '@modeseek/trainer';
import type { Canvas } from './canvases/canvas.ts';

/** What a step of a picture works with. */
export interface PictureParts {
  canvas: Canvas;
  guidance: Guidance;
  condition: Condition;
  /** Updates towards each target, over the run, rounded. */
  innerSteps: Schedule;
  /** Of Adam, over the run. */
  learningRate: Schedule;
  rng: Rng;
}

/**
 * One step: asks the guidance where the pictures of a canvas should go, and moves them there. They go along
 * the gradient as papers have it, which need not lead to the guidance's target: that of particles keeps them
 * apart.
 *
 * A number that is not finite never reaches the parameters: the step ends there.
 * @param progress of the run, in [0, 1]
 * @param onUpdate told after each of the step's updates how many there were; the next one waits for it
 */
export async function pictureStep(
  { canvas, guidance, condition, innerSteps, learningRate, rng }: PictureParts,
  progress: number,
  onUpdate: (updates: number) => Promise<void> = async () => {},
): Promise<StepResult> {
  const watch = new Stopwatch();
  const rate = compileSchedule(learningRate)(progress);
  const renders = await watch.time('draw', () => canvas.draw());
  if (!allFinite(renders)) return { dropped: 'the picture is not finite', values: {}, seen: null };
  await breathe();
  const { gradient, diagnostics } = await watch.time('guidance', () =>
    guidance.gradient(renders, { condition, progress, rng }),
  );
  await breathe();
  const targets = renders.map((x, i) => x - gradient[i]);
  const seen = { renders, targets };
  const values: Record<string, number> = {
    ...diagnostics,
    learningRate: rate,
    pictures: condition.views.length,
  };
  if (!allFinite(targets)) return { dropped: "the guidance's target is not finite", values, seen };
  await watch.time('draw', () => canvas.aim(targets));
  const updates = updatesAt(progress, { innerSteps });
  for (let update = 0; update < updates; update++) {
    await watch.time('optimiser', async () => {
      values.loss = await canvas.backward();
      await canvas.step(rate);
    });
    await breathe();
    await onUpdate(update + 1);
  }
  for (const [phase, ms] of Object.entries(watch.milliseconds)) values[`${phase}Ms`] = ms;
  return { dropped: null, values, seen };
}
