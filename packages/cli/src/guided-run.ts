import { type Compute, checkThreads, modelDevice, mostThreads, startCompute } from '@modeseek/backend';
import { breathe, type MemoryPart, type RunSummary, shortened, UserError } from '@modeseek/core';
import { peakMemoryMiB } from '@modeseek/node';
import type { ParsedPrompt, Prior, SaidBeside } from '@modeseek/priors';
import { describeModel, loadPrior, type ModelListing } from '@modeseek/priors/node';
import type { RunKind, RunStepsOptions, RunStepsResult } from '@modeseek/trainer';
import type { Argv } from 'yargs';
import { configFlags, namingFlags } from './config-flags.ts';
import { watchEventLoop } from './event-loop.ts';
import { interruptible } from './interrupt.ts';
import { checkMemory } from './machine-memory.ts';
import { modelFolder } from './model-folder.ts';
import { commandLine } from './program.ts';
import { showProgress } from './progress.ts';
import { type RunFlags, type RunOptions, requestedRun } from './requested-run.ts';
import { print, printJson, tell } from './say.ts';
import type { Finishing } from './write-summary.ts';

/** Flags of a command that makes runs, beside the options of its configuration. */
export interface GuidedRunFlags extends RunFlags {
  /** The prompt as a word of its own, in place of the flag. */
  words?: string;
  json: boolean;
}

/** What a run is made with. */
export interface Surroundings<C> {
  config: C;
  compute: Compute;
  prior: Prior;
  description: ModelListing;
  /**
   * What the prior understands of the prompt, whose warnings are told. To be called once, first of all.
   * @param beside what else it is going to be told
   * @throws UserError for a prompt that it cannot work with
   */
  understand(beside: SaidBeside): ParsedPrompt;
  /**
   * Makes sure that there is memory for it: to be called before it is taken.
   * @throws UserError when there is far too little
   */
  checkMemory(parts: readonly MemoryPart[]): void;
  /** Says something to the user, who may have asked for silence. */
  say: (text: string) => void;
}

/** A run that could begin: all is checked, and nothing written. */
export interface PreparedRun<C extends RunOptions> {
  /** What `--dry-run` tells of it, beside what it tells of any run. */
  plan(): Promise<Record<string, unknown>>;
  make(options: RunStepsOptions<C>): Promise<RunStepsResult>;
  /** Leaves its results, once it is made. */
  finish(finishing: Finishing<C>): Promise<RunSummary>;
  /** What came out, in a line. */
  farewell(path: string, summary: RunSummary): string;
  dispose(): Promise<void>;
}

/** The flags of a command that makes runs of a kind. */
export function guidedRunFlags(yargs: Argv, kind: RunKind<RunOptions>, folder: string): Argv {
  return yargs
    .positional('words', { type: 'string', description: 'The prompt, in place of --prompt' })
    .options({
      out: {
        type: 'string',
        requiresArg: true,
        description: `Folder of the run; when not given ${folder}, and what is not as by default`,
      },
      config: {
        type: 'string',
        requiresArg: true,
        description: 'JSON file of options; flags go before it',
      },
      resume: { type: 'boolean', default: false, description: 'Go on with a run that was stopped' },
      overwrite: { type: 'boolean', default: false, description: 'Replace a run that is there' },
      'dry-run': {
        type: 'boolean',
        default: false,
        description: 'Check everything, print what would be made of it as one line of JSON, write nothing',
      },
      yes: {
        type: 'boolean',
        default: false,
        description: 'Download a model of the hub that is missing without asking, and accept its licence',
      },
      quiet: { type: 'boolean', default: false, description: 'Say nothing but warnings and errors' },
      json: { type: 'boolean', default: false, description: 'Print the summary as one line of JSON' },
      ...configFlags(kind),
    });
}

/**
 * A command that makes a run, guided by an image model: checks everything before anything is written; then
 * makes it, unless it is interrupted, and leaves its results.
 * @returns the summary of a run that is finished, else null
 * @throws UserError when something is wrong with what was asked for
 */
export async function guidedRun<C extends RunOptions>(
  { words, ...given }: GuidedRunFlags,
  kind: RunKind<C>,
  prepare: (surroundings: Surroundings<C>) => Promise<PreparedRun<C>>,
): Promise<RunSummary | null> {
  const began = performance.now();
  if (words !== undefined && given.prompt !== undefined) {
    throw new UserError(
      `the prompt is given twice, as --prompt and as "${shortened(words)}"; a text of several words needs quotes`,
    );
  }
  const flags: GuidedRunFlags = words === undefined ? given : { ...given, prompt: words };
  const { path, config, open } = await requestedRun(flags, kind);
  const say = (text: string) => {
    if (!flags.quiet) tell(text);
  };

  const parts: { dispose(): Promise<void> }[] = [];
  try {
    const threads = config.threads === 0 ? {} : { threads: Math.min(config.threads, mostThreads()) };
    // A run that has begun on a larger machine may go on here.
    if (config.threads > 0 && !flags.resume) namingFlags(() => checkThreads(config.threads));
    const compute = await startCompute(config.backend, threads);
    parts.unshift(compute);
    const folder = modelFolder(config.model);
    const description = describeModel(folder);
    const prior = await loadPrior(folder, { ...threads, provider: modelDevice(compute) });
    parts.unshift(prior);
    const warnings: string[] = [];
    let memoryMiB: number | undefined;
    const prepared = await prepare({
      config,
      compute,
      prior,
      description,
      understand(beside) {
        const wanted = prior.prepare(config.prompt, beside);
        for (const warning of wanted.warnings) tell(`Warning: ${warning}`);
        warnings.push(...wanted.warnings);
        return wanted;
      },
      checkMemory(memory) {
        memoryMiB = checkMemory(memory, { begun: flags.resume });
      },
      say,
    });
    parts.unshift(prepared);
    const model = prior.sha256;
    if (flags['dry-run']) {
      const { family } = description;
      const plan = await prepared.plan();
      printJson({ directory: path, config, model, family, warnings, memoryMiB, ...plan });
      return null;
    }

    const held = await open();
    parts.push(held);
    const { run } = held;
    const onEvent = flags.quiet ? undefined : showProgress(process.stderr);
    await breathe();
    const { signal, exitCode, done } = interruptible(() => {
      say(''); // Behind the line that shows progress.
      say('Finishing this step; Ctrl-C again stops at once.');
    });
    const eventLoop = watchEventLoop();
    try {
      const stepsBegan = performance.now();
      const backend = `${compute.description}; image model on the ${prior.description}`;
      const result = await prepared.make({ run, model, warnings, backend, onEvent, peakMemoryMiB, signal });
      const stepsEnded = performance.now();
      // One that was asked to end in its last step ends, too: what is missing is made when it goes on.
      if (result.outcome !== 'finished' || signal.aborted) {
        const how = `${commandLine(kind.name)} --resume --out ${quoted(path)}`;
        say(`Stopped after step ${result.step}. To go on: ${how}`);
        process.exitCode = exitCode();
        return null;
      }
      done(); // The checkpoint is safe: from here on Ctrl-C ends the process at once.
      const beside = () => (performance.now() - began - (stepsEnded - stepsBegan)) / 1000;
      const summary = await prepared.finish({
        run,
        compute,
        model,
        onEvent,
        warnings,
        seconds: () => result.seconds + beside(),
        longestBlock: eventLoop.longest,
      });
      await held.finished();
      if (flags.json) printJson({ directory: path, ...summary });
      else if (!flags.quiet) {
        const made = `${prepared.farewell(path, summary)}, ${Math.round(summary.secondsTotal)} s`;
        print(`${made}. To look at it: ${commandLine('view')} ${quoted(path)}`);
      }
      return summary;
    } finally {
      done();
      eventLoop.stop();
    }
  } finally {
    // All of them, whatever becomes of one; what the run itself has thrown is what the user is told.
    for (const part of parts) await part.dispose().catch(() => {});
  }
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\p{Letter}\p{Number}_./-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
