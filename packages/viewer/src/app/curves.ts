import { Chart } from './chart.ts';
import type { RunState } from './run-state.ts';

/** Shown first, where a run has them; any other value can be chosen. */
const SHOWN_FIRST = ['meanShift', 'loss', 'bandwidth', 'opacity'];

/** The curves of a run: a chip for each value to choose it by, a chart for each one chosen. */
export class Curves {
  readonly #chips: HTMLElement;
  readonly #charts: HTMLElement;
  #run: RunState | undefined;
  readonly #chipOf = new Map<string, HTMLButtonElement>();
  readonly #chartOf = new Map<string, Chart>();

  constructor(chips: HTMLElement, charts: HTMLElement) {
    this.#chips = chips;
    this.#charts = charts;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      if (this.#run) this.update(this.#run);
    });
  }

  /** Draws what is chosen as the run now stands. */
  update(run: RunState): void {
    this.#run = run;
    const first = this.#chipOf.size === 0;
    for (const name of run.series.keys()) {
      if (!this.#chipOf.has(name)) this.#addChip(name);
    }
    if (first && this.#chartOf.size === 0)
      for (const name of [...run.series.keys()].slice(0, 1)) this.#toggle(name);
    for (const [name, chart] of this.#chartOf) {
      chart.draw(run.series.get(name) ?? { steps: [], values: [] }, Math.max(run.steps, run.step));
    }
  }

  #addChip(name: string): void {
    const chip = document.createElement('button');
    chip.type = 'button';
    chip.textContent = name;
    chip.setAttribute('aria-pressed', 'false');
    chip.addEventListener('click', () => {
      this.#toggle(name);
      if (this.#run) this.update(this.#run);
    });
    this.#chips.append(chip);
    this.#chipOf.set(name, chip);
    if (SHOWN_FIRST.includes(name)) this.#toggle(name);
  }

  #toggle(name: string): void {
    const chart = this.#chartOf.get(name);
    this.#chipOf.get(name)?.setAttribute('aria-pressed', String(!chart));
    if (chart) {
      chart.remove();
      this.#chartOf.delete(name);
      return;
    }
    const added = new Chart(name);
    this.#chartOf.set(name, added);
    this.#charts.append(added.element);
  }
}
