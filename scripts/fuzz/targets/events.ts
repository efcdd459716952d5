import { showProgress } from '@modeseek/cli/src/progress.ts';
import { parseEvent, RUN_FILES } from '@modeseek/core';
import { addEvent, emptyRun, secondsLeft } from '@modeseek/viewer/src/app/run-state.ts';
import { mutateJsonText, mutateText } from '../mutate.ts';
import type { Target } from '../target.ts';
import { readRun, storeWith, trainedFiles } from './run.ts';

const FINISH =
  '{"type":"finish","time":9,"summary":{"prompt":"a mug","warnings":["a word"],"triangles":3,"config":{}}}';

/** A run's log: as a resumed run, the progress bar, and the viewer's page read it. */
export const eventsTarget: Target = {
  name: 'events',
  share: 2,
  async prepare() {
    const files = await trainedFiles();
    const lines = Buffer.from(files.get(RUN_FILES.events)!).toString().trim().split('\n');
    lines.push('{"type":"phase","time":8,"phase":"export","progress":0.5}', FINISH);
    return {
      async attempt(rng, show) {
        const changed = lines.map((line) => (rng.chance(0.3) ? mutateJsonText(rng, line) : line)).join('\n');
        const text = `${rng.chance(0.2) ? mutateText(rng, changed) : changed}\n`;
        show(text);
        const events = text.split('\n').flatMap((line) => parseEvent(line) ?? []);
        const state = emptyRun();
        const progress = showProgress({ isTTY: rng.chance(0.5), columns: 80, write: () => {} });
        for (const event of events) {
          progress(event);
          addEvent(state, event);
          secondsLeft(state);
        }
        await readRun(storeWith(files, { [RUN_FILES.events]: Buffer.from(text) }));
      },
    };
  },
};
