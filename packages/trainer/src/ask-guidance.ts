import { breathe, compileSchedule, geometryAt, type SeenViews, type View } from '@modeseek/core';
import type { Condition } from '@modeseek/guidance';
import type { PreviewedViews } from '@modeseek/renderer';
import { allFinite } from './all-finite.ts';
import { usesAnchors } from './config-sections.ts';
import { steepen } from './steepen.ts';
import type { StepParts } from './step-parts.ts';
import type { Stopwatch } from './stopwatch.ts';
import { surfaceAgreement } from './surface-agreement.ts';
import { viewDirections } from './view-directions.ts';

/** What a step asks the guidance about. */
export interface Question {
  views: readonly View[];
  /** Pictures that those of the views are to go with. */
  known: Condition['known'];
  progress: number;
  /** Of the answer, in pixels along an edge. */
  resolution: number;
}

export interface Answer {
  /** What is wanted in place of the renders; null when that is not finite. */
  goal: SeenViews | null;
  /** Renders and targets as the guidance takes them, see `Drawing`. */
  seen: { renders: Float32Array; targets: Float32Array };
  diagnostics: Record<string, number>;
}

/**
 * What the guidance wants instead of renders of whole views. The first step's pictures are remembered as
 * anchors. Where there is `agreement`, and the guidance minds it, the shape is held: the renders' own geometry
 * is wanted, and colours on which all views agree.
 */
export async function askGuidance(
  { config, guidance, drawing, anchors, rngs }: StepParts,
  rendered: PreviewedViews,
  { views, known, progress, resolution }: Question,
  watch: Stopwatch,
): Promise<Answer> {
  const renders = await drawing.pack(rendered);
  await breathe();
  const condition = { prompt: config.prompt, views, directions: viewDirections(views, config), known };
  const agreement = compileSchedule(config.agreement)(progress);
  let agreed: ReturnType<typeof surfaceAgreement> | undefined;
  const project = async (denoised: Float32Array) => {
    agreed ??= surfaceAgreement(rendered, renders, drawing, agreement);
    return (await agreed)(denoised);
  };
  const context = { condition, progress, rng: rngs.guidance, project: agreement > 0 ? project : undefined };
  const { target: targets, diagnostics } = await watch.time('guidance', () =>
    guidance.gradient(renders, context),
  );
  await breathe();
  const seen = { renders, targets };
  if (!allFinite(targets)) return { goal: null, seen, diagnostics };
  if (usesAnchors(config)) anchors.remember(views, targets);
  await breathe();
  const goal = await drawing.unpack(targets, resolution);
  if (agreed) Object.assign(goal, geometryAt(rendered, resolution));
  else if (drawing.geometryScale > 0) steepen(goal, compileSchedule(config.outlineContrast)(progress));
  return { goal, seen, diagnostics };
}
