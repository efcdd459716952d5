import { PREVIEW_FILE, previewFile, type RunEvent } from '@modeseek/core';
import type { Run } from './run.ts';
import type { RunStepsOptions } from './run-steps.ts';

/** How far an object of a scene is. */
export interface ObjectProgress {
  run: Run;
  step: number;
  droppedSteps: number;
  waitedSteps: number;
  /** Of training. */
  seconds: number;
}

/** What was done before an object: its events follow. */
interface Before {
  objects: number;
  steps: number;
  seconds: number;
}

/** What the start of a session tells. */
type Start = Pick<RunEvent & { type: 'start' }, 'backend' | 'warnings'>;

/**
 * The log of a scene's run: those of its objects' runs, one after the other, as that of one run, with their
 * pictures.
 */
export class SceneLog {
  private readonly before: Before = { objects: 0, steps: 0, seconds: 0 };
  /** What is on its way to the store. */
  private written: Promise<void> = Promise.resolve();

  /** @param count how many objects there are */
  constructor(
    private readonly scene: Run,
    private readonly count: number,
    private readonly onEvent: NonNullable<RunStepsOptions['onEvent']> = () => {},
  ) {}

  /**
   * Begins a session: the log is made again of what the objects' checkpoints know of, so that nothing is
   * missing or too much where a process was killed in between.
   * @param objects those that are begun
   */
  async begin(objects: readonly ObjectProgress[], start: Start): Promise<void> {
    const total = objects.reduce((sum, { step }) => sum + step, 0);
    const waited = objects.reduce((sum, { waitedSteps }) => sum + waitedSteps, 0);
    const seconds = objects.reduce((sum, object) => sum + object.seconds, 0);
    const begins = (time: number, resumedFrom: number, waitedSteps: number): RunEvent => ({
      type: 'start',
      time,
      prompt: this.scene.config.prompt,
      ...start,
      steps: this.count * this.scene.config.steps + waitedSteps,
      resumedFrom,
    });
    const events: RunEvent[] = total > 0 ? [begins(0, 0, 0)] : [];
    const before = { objects: 0, steps: 0, seconds: 0 };
    for (const object of objects) {
      for (const event of await object.run.rewindEvents(object.step)) {
        const told = this.asOfScene(event, before);
        if (!told) continue;
        events.push(told);
        if (event.type === 'preview' && told.type === 'preview')
          await this.copyPicture(object.run, event.file, told.file);
      }
      pass(before, object);
    }
    const now = begins(seconds, total, waited);
    await this.scene.replaceEvents([...events, now]);
    this.onEvent(now, true);
  }

  /** Takes an event of the object that is being made. */
  take(run: Run, event: RunEvent, isLogged: boolean): void {
    const told = this.asOfScene(event, this.before);
    if (!told) return;
    this.onEvent(told, isLogged);
    if (!isLogged) return;
    this.written = this.written.then(async () => {
      if (event.type === 'preview' && told.type === 'preview')
        await this.copyPicture(run, event.file, told.file);
      await this.scene.appendEvent(told);
    });
    this.written.catch(() => {}); // told by `passed`
  }

  /** An object is made: what follows is of the next. */
  async passed(object: ObjectProgress): Promise<void> {
    await this.written;
    pass(this.before, object);
  }

  /** An event of an object as one of the scene; nothing where it is of no interest there. */
  private asOfScene(event: RunEvent, { objects, steps, seconds }: Before): RunEvent | undefined {
    const time = seconds + event.time;
    switch (event.type) {
      case 'update':
        return { ...event, time, step: steps + event.step, share: (objects + event.share) / this.count };
      case 'preview': {
        const [, , update] = PREVIEW_FILE.exec(event.file) ?? [];
        const step = steps + event.step;
        const file = previewFile('step', step, update === undefined ? undefined : Number(update));
        return { ...event, time, step, file };
      }
      case 'step':
      case 'dropped':
      case 'waited':
      case 'checkpoint':
        return { ...event, time, step: steps + event.step };
      default:
        return undefined;
    }
  }

  private async copyPicture(run: Run, from: string, to: string): Promise<void> {
    const picture = await run.store.read(from);
    if (picture) await this.scene.store.write(to, picture);
  }
}

function pass(before: Before, { step, seconds }: ObjectProgress): void {
  before.objects++;
  before.steps += step;
  before.seconds += seconds;
}
