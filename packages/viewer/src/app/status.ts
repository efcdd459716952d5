import { duration } from './duration.ts';
import { element } from './element.ts';
import { type RunState, secondsLeft } from './run-state.ts';

/** Seconds without an event after which an unfinished run is called silent. */
const SILENT_AFTER = 60;

/**
 * Draws prompt, status, progress and summary into the panel. `faults` are what is wrong with the run's files,
 * a line each; `files` are the others, by name; `quiet` is how many seconds ago the run last spoke.
 */
export function drawStatus(
  run: RunState,
  prompt: string,
  faults: readonly string[],
  files: Record<string, string>,
  quiet: number,
): void {
  const silent = run.phase !== 'finished' && run.phase !== 'waiting' && quiet > SILENT_AFTER;
  element('prompt', HTMLElement).textContent = prompt;
  element('warnings', HTMLElement).replaceChildren(...run.warnings.map(warningLine));
  element('faults', HTMLElement).replaceChildren(...faults.map(warningLine));
  element('status', HTMLElement).textContent = headline(run, files);
  element('dot', HTMLElement).dataset.state = silent ? 'silent' : run.phase;
  element('detail', HTMLElement).textContent = silent
    ? `No news for ${duration(quiet)}. If it was stopped, its command with --resume goes on from the last checkpoint.`
    : detail(run);

  const progress = element('progress', HTMLProgressElement);
  progress.hidden = run.phase === 'waiting' || run.phase === 'finished';
  progress.value = run.progress;

  element('summary-section', HTMLElement).hidden = !run.summary;
  element('summary', HTMLElement).replaceChildren(...summaryRows(run));
  document.title = `${run.phase === 'training' ? `${Math.round(100 * run.progress)} % · ` : ''}${prompt} · Modeseek`;
}

function warningLine(warning: string): HTMLElement {
  const line = document.createElement('li');
  line.textContent = warning;
  return line;
}

function headline(run: RunState, files: Record<string, string>): string {
  switch (run.phase) {
    case 'waiting':
      return 'mesh.glb' in files ? 'Model ready' : 'Waiting for training to begin';
    case 'training':
      return `Training, step ${run.stepNow} of ${run.steps}`;
    case 'export':
      return 'Trained. Making the mesh';
    case 'turntable':
      return 'Trained. Filming the turntable';
    case 'finished':
      return `Finished, ${run.summary?.steps ?? run.steps} steps in ${duration(run.summary?.secondsTrain ?? run.time)}`;
  }
}

function detail(run: RunState): string {
  if (run.phase === 'waiting' || run.phase === 'finished') return '';
  const left = secondsLeft(run);
  const parts = [duration(run.time) + (left === undefined ? '' : `, about ${duration(left)} left`)];
  if (run.backend) parts.push(run.backend);
  if (run.dropped > 0) parts.push(`${run.dropped} ${run.dropped === 1 ? 'step' : 'steps'} dropped`);
  return parts.join(' · ');
}

function summaryRows({ summary }: RunState): HTMLElement[] {
  if (!summary) return [];
  const { peakMemoryMiB, backend, seed, droppedSteps } = summary;
  const rows: [string, string | number | undefined][] = [
    ['Triangles', summary.triangles?.toLocaleString('en')],
    ['Training', duration(summary.secondsTrain)],
    ['Total', duration(summary.secondsTotal)],
    ['Peak memory', peakMemoryMiB && `${Math.round(peakMemoryMiB).toLocaleString('en')} MiB`],
    ['Backend', backend],
    ['Seed', seed],
    ['Dropped steps', droppedSteps],
  ];
  const told = rows.filter(([, value]) => value !== undefined);
  return told.map(([name, value]) => {
    const row = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = name;
    row.append(head);
    row.insertCell().textContent = String(value);
    return row;
  });
}
