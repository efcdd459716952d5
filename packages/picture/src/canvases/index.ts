import type { CanvasKind } from './canvas.ts';
import { drawingCanvas } from './drawing.ts';
import { gridCanvas } from './grid.ts';
import { pixelCanvas } from './pixels.ts';

/** All kinds of canvas, the default first. A new one is its file and a line here. */
export const CANVASES = [drawingCanvas, pixelCanvas, gridCanvas] as const;

export const CANVAS_NAMES = CANVASES.map(({ name }) => name);
export type CanvasName = (typeof CANVASES)[number]['name'];

/** @param name one of `CANVAS_NAMES`; the default one for any other */
export function canvasOf(name: unknown): CanvasKind {
  return CANVASES.find((canvas) => canvas.name === name) ?? CANVASES[0];
}
