import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodePng } from '@modeseek/node';
import { parsePrompt } from '@modeseek/priors';
import { readPriorInfo } from '@modeseek/priors/node';
import type { Run } from '@modeseek/trainer';
import { cutSheet } from './cut-sheet.ts';
import { Judge } from './judge.ts';
import { shareNamed } from './verdict.ts';

/** Views of a preview, side by side. */
const VIEWS = 4;

/**
 * R-Precision of a run at one time: the share of a preview's views in which the judge sees the prompt's noun.
 */
export interface Seen {
  /** Since the start of training. */
  seconds: number;
  rPrecision: number;
}

/** R-Precision of each preview of a run; null where its prompt is not of one object that the judge knows. */
export async function rPrecisionOverTime(run: Run): Promise<Seen[] | null> {
  const { config, store } = run;
  const { objects } = parsePrompt(config.prompt, readPriorInfo(config.model));
  const [concept, other] = new Set(objects.map((object) => object.concept));
  const judge = await Judge.load();
  if (other !== undefined || !judge.concepts.some(({ name }) => name === concept)) return null;
  const course: Seen[] = [];
  for (const event of await run.readEvents()) {
    if (event.type !== 'preview') continue;
    const views = cutSheet(decodePng(readFileSync(join(store.name, event.file))), VIEWS, VIEWS);
    const { verdicts } = await judge.judge(views);
    course.push({ seconds: event.time, rPrecision: shareNamed(verdicts, concept) });
  }
  return course;
}

/** Seconds after which R-Precision was never again below a share; null where it was at the end. */
export function secondsUntil(course: readonly Seen[], share: number): number | null {
  const below = course.findLastIndex(({ rPrecision }) => rPrecision < share);
  return course[below + 1]?.seconds ?? null;
}
