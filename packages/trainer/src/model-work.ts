import { compileSchedule } from '@modeseek/core';
import type { RunConfig } from './config.ts';
import { methodOf } from './presets.ts';
import { progressOfSteps } from './progress.ts';
import { viewsAt } from './training-step.ts';

/** What a run asks of its image model. */
export interface ModelWork {
  /** Pictures through the network, at most: guidance may be off at some noise levels. */
  pictures: number;
  /** Views that drawings are made of, and targets that are made views of. */
  drawings: number;
}

/** @param together views that the model takes together */
export function modelWork(config: RunConfig, together: number): ModelWork {
  const method = methodOf(config.guidance);
  const anchorsAt = compileSchedule(config.anchors);
  const looks = progressOfSteps(config.steps);
  const work = { pictures: 0, drawings: 0 };
  for (const progress of looks) {
    const views = viewsAt(progress, config, together);
    work.pictures += (views + Math.round(anchorsAt(progress))) * method.passes(config, progress);
    work.drawings += views;
  }
  const each = config.steps / looks.length;
  return { pictures: Math.round(each * work.pictures), drawings: Math.round(each * work.drawings) };
}
