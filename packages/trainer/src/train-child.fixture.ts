/** Starts or resumes a tiny run in the directory named on the command line, for a test that kills it. */
import { RunDirectory } from './run-directory.ts';
import { tinyConfig, tinyRun } from './tiny-run.fixture.ts';
import { train } from './train.ts';

const [path] = process.argv.slice(2);
const directory = RunDirectory.exists(path)
  ? RunDirectory.open(path)
  : RunDirectory.create(path, tinyConfig({ steps: 40 }));
await train(await tinyRun(directory));
