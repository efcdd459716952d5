export type { Figure } from './figure.ts';
export { FIGURES } from './figures/index.ts';
export { hiddenTriangles } from './hidden-triangles.ts';
export * from './report.ts';
export { Subject } from './subject.ts';
export { weld } from './topology/weld.ts';
