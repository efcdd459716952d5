import type { ReadModel } from '../read/read-model.ts';
import type { Figure } from './figure.ts';
import { FIGURES } from './figures/index.ts';
import { Subject } from './subject.ts';

type AnyFigure = (typeof FIGURES)[number];
type ValueOf<F> = F extends Figure<string, infer Value> ? Value : never;

/** What is right and wrong with a mesh: the value of each figure, by its name. */
export type MeshFigures = { [F in AnyFigure as F['name']]: ValueOf<F> };

/** Measures all figures of what was read. */
export function measureMesh(model: ReadModel): MeshFigures {
  const subject = new Subject(model);
  return Object.fromEntries(FIGURES.map((figure) => [figure.name, figure.measure(subject)])) as MeshFigures;
}

/** A row of a report for people. */
export interface FigureRow {
  title: string;
  text: string;
  isWrong: boolean;
}

/** All figures for people, in the order of a report. */
export function figureRows(figures: MeshFigures): FigureRow[] {
  return (FIGURES as readonly Figure<string, unknown>[]).map(({ name, title, say, isWrong }) => {
    const value = figures[name as keyof MeshFigures];
    return { title, text: say(value), isWrong: isWrong?.(value) ?? false };
  });
}

/** What is wrong, a line each; nothing for a mesh that is sound. */
export function faultsOf(figures: MeshFigures): string[] {
  return figureRows(figures)
    .filter(({ isWrong }) => isWrong)
    .map(({ title, text }) => `${title}: ${text}`);
}
