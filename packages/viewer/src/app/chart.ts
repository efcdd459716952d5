import type { Series } from './run-state.ts';

/** A curve reduced to what a small chart can show: mean, least and greatest value over equal spans of steps. */
export interface Bucket {
  step: number;
  mean: number;
  min: number;
  max: number;
}

/** Puts a curve into at most `count` buckets; empty spans are left out. */
export function bucket({ steps, values }: Series, count: number): Bucket[] {
  if (steps.length === 0) return [];
  const first = steps[0];
  const span = Math.max(1, steps[steps.length - 1] - first + 1) / count;
  const buckets: Bucket[] = [];
  for (let i = 0; i < steps.length; ) {
    const index = Math.floor((steps[i] - first) / span);
    const from = i;
    let [sum, stepSum, min, max] = [0, 0, Infinity, -Infinity];
    for (; i < steps.length && Math.floor((steps[i] - first) / span) === index; i++) {
      sum += values[i];
      stepSum += steps[i];
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
    buckets.push({ step: stepSum / (i - from), mean: sum / (i - from), min, max });
  }
  return buckets;
}

/** A number for reading, in about four characters. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 100_000)) return value.toExponential(1);
  return String(Number(value.toPrecision(size >= 1000 ? 4 : 3)));
}

const WIDTH = 320;
const HEIGHT = 64;
const BUCKETS = 160;
const SVG = 'http://www.w3.org/2000/svg';

/** A small chart of one curve: its mean as a line, the spread around it as a band, and the value under the pointer. */
export class Chart {
  readonly element = document.createElement('figure');
  readonly #value = document.createElement('output');
  readonly #range = document.createElement('small');
  readonly #svg = document.createElementNS(SVG, 'svg');
  readonly #band = document.createElementNS(SVG, 'path');
  readonly #line = document.createElementNS(SVG, 'path');
  readonly #cursor = document.createElementNS(SVG, 'line');
  #series: Series = { steps: [], values: [] };
  #lastStep = 1;
  #onHover: (step: number | undefined) => void;

  /** `onHover` hears which step the pointer is at, so that all charts can show the same one. */
  constructor(name: string, onHover: (step: number | undefined) => void) {
    this.#onHover = onHover;
    this.element.className = 'chart';
    const caption = document.createElement('figcaption');
    const title = document.createElement('span');
    title.textContent = name;
    caption.append(title, this.#range, this.#value);
    this.#svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    this.#svg.setAttribute('preserveAspectRatio', 'none');
    this.#svg.setAttribute('role', 'img');
    this.#svg.setAttribute('aria-label', `Curve of ${name}`);
    this.#band.setAttribute('class', 'band');
    this.#line.setAttribute('class', 'line');
    this.#cursor.setAttribute('class', 'cursor');
    this.#cursor.setAttribute('y2', String(HEIGHT));
    this.#svg.append(this.#band, this.#line, this.#cursor);
    this.element.append(caption, this.#svg);
    this.#svg.addEventListener('pointermove', (event) => this.#onHover(this.#stepAt(event.clientX)));
    this.#svg.addEventListener('pointerleave', () => this.#onHover(undefined));
    this.mark(undefined);
  }

  /** Draws the curve over the steps 0 to `lastStep`. */
  draw(series: Series, lastStep: number): void {
    this.#series = series;
    this.#lastStep = Math.max(1, lastStep);
    const buckets = bucket(series, BUCKETS);
    const low = Math.min(...buckets.map((b) => b.min));
    const high = Math.max(...buckets.map((b) => b.max));
    const x = (step: number) => ((step / this.#lastStep) * WIDTH).toFixed(1);
    const y = (value: number) =>
      (high > low ? HEIGHT - 3 - ((value - low) / (high - low)) * (HEIGHT - 6) : HEIGHT / 2).toFixed(1);
    const above = buckets.map((b) => `${x(b.step)},${y(b.max)}`);
    const below = buckets.map((b) => `${x(b.step)},${y(b.min)}`).reverse();
    this.#band.setAttribute('d', buckets.length > 1 ? `M${[...above, ...below].join('L')}Z` : '');
    this.#line.setAttribute('d', `M${buckets.map((b) => `${x(b.step)},${y(b.mean)}`).join('L')}`);
    this.#range.textContent = `${shortNumber(low)} to ${shortNumber(high)}`;
    this.mark(undefined);
  }

  /** Shows the value at a step, or the newest one. */
  mark(step: number | undefined): void {
    const { steps, values } = this.#series;
    this.#cursor.style.display = step === undefined ? 'none' : '';
    let index = values.length - 1;
    if (step !== undefined) {
      while (index > 0 && steps[index] > step) index--;
      const x = String((steps[index] / this.#lastStep) * WIDTH);
      this.#cursor.setAttribute('x1', x);
      this.#cursor.setAttribute('x2', x);
    }
    if (index < 0) return;
    this.#value.textContent =
      step === undefined ? shortNumber(values[index]) : `step ${steps[index]}: ${shortNumber(values[index])}`;
  }

  #stepAt(clientX: number): number {
    const { left, width } = this.#svg.getBoundingClientRect();
    return ((clientX - left) / width) * this.#lastStep;
  }
}
