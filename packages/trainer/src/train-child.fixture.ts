/** Starts or resumes a tiny run in the directory named on the command line, for a test that kills it. */
import { FolderStore } from '@modeseek/node';
import { Run } from './run.ts';
import { tinyConfig, tinyRun } from './tiny-run.fixture.ts';
import { train } from './train.ts';

const store = new FolderStore(process.argv[2]);
const run = (await Run.exists(store))
  ? await Run.open(store)
  : await Run.create(store, tinyConfig({ steps: 40 }));
await train(await tinyRun(run));
