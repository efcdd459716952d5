import uPlot from 'uplot';
import { bucket } from './bucket.ts';
import type { Series } from './run-state.ts';
import { shortNumber } from './short-number.ts';

const HEIGHT = 112;
const BUCKETS = 160;
const FONT = '11px system-ui, sans-serif';
/** Distances of marks on the axis of steps. */
const WHOLE_NUMBERS = [0, 1, 2, 3, 4, 5, 6].flatMap((zeros) => [1, 2, 5].map((digit) => digit * 10 ** zeros));
/** Places of these curves in what uPlot draws, behind steps and mean. */
const [LEAST, GREATEST] = [2, 3];

/**
 * A small chart of one curve: its mean as a line, the spread around it as a band. All charts show one cursor,
 * and their values there.
 */
export class Chart {
  readonly element = document.createElement('figure');
  readonly #value = document.createElement('output');
  readonly #plot: uPlot;
  readonly #resized: ResizeObserver;
  #series: Series = { steps: [], values: [] };
  #lastStep = 1;

  constructor(name: string) {
    this.element.className = 'chart';
    const caption = document.createElement('figcaption');
    caption.append(name, this.#value);
    this.element.append(caption);
    this.#plot = new uPlot(this.#options(), undefined, this.element);
    this.#plot.root.setAttribute('role', 'img');
    this.#plot.root.setAttribute('aria-label', `Curve of ${name}`);
    this.#resized = new ResizeObserver(([{ contentRect }]) =>
      this.#plot.setSize({ width: contentRect.width, height: HEIGHT }),
    );
    this.#resized.observe(this.element);
  }

  /** Draws the curve over the steps 0 to `lastStep`. */
  draw(series: Series, lastStep: number): void {
    this.#series = series;
    this.#lastStep = Math.max(1, lastStep);
    const buckets = bucket(series, BUCKETS);
    this.#plot.setData([
      buckets.map(({ step }) => step),
      buckets.map(({ mean }) => mean),
      buckets.map(({ min }) => min),
      buckets.map(({ max }) => max),
    ]);
    this.#showValue();
  }

  remove(): void {
    this.#resized.disconnect();
    this.#plot.destroy();
    this.element.remove();
  }

  #options(): uPlot.Options {
    const [accent, soft] = [() => this.#colour('accent'), () => this.#colour('soft')];
    const axis: uPlot.Axis = { font: FONT, stroke: soft, ticks: { show: false } };
    const line = () => this.#colour('line');
    const edge: uPlot.Series = { width: 0, points: { show: false } };
    return {
      width: 0,
      height: HEIGHT,
      padding: [6, 16, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: 'step' }, y: false, drag: { x: false, y: false }, points: { show: false } },
      hooks: { setCursor: [() => this.#showValue()] },
      scales: { x: { time: false, range: () => [0, this.#lastStep] } },
      axes: [
        { ...axis, size: 20, gap: 2, incrs: WHOLE_NUMBERS, grid: { show: false } },
        {
          ...axis,
          size: 48,
          space: 20,
          values: (_, at) => at.map(shortNumber),
          grid: { stroke: line, width: 1 },
        },
      ],
      series: [{}, { stroke: accent, width: 1.6, points: { show: false } }, edge, edge],
      bands: [{ series: [GREATEST, LEAST], fill: () => this.#colour('accent-soft') }],
    };
  }

  /** Shows the value at the cursor's step, or the newest one. */
  #showValue(): void {
    const { steps, values } = this.#series;
    const left = this.#plot.cursor.left ?? -1;
    let index = values.length - 1;
    if (index < 0) return;
    if (left < 0) {
      this.#value.textContent = shortNumber(values[index]);
      return;
    }
    const step = this.#plot.posToVal(left, 'x');
    while (index > 0 && steps[index] > step) index--;
    this.#value.textContent = `step ${steps[index]}: ${shortNumber(values[index])}`;
  }

  /** A colour of the style sheet as a canvas takes it: worked out for an outline that is not drawn. */
  #colour(name: string): string {
    this.#value.style.setProperty('outline-color', `var(--${name})`);
    return getComputedStyle(this.#value).outlineColor;
  }
}
