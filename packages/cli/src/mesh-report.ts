import type { Images, SeenViews, View } from '@modeseek/core';
import { type ExportResult, READ_FORMATS } from '@modeseek/mesh';
import type { MeshReport, MeshThread } from '@modeseek/mesh/node';
import { type FieldMatch, fieldMatch, MATCH_SIZE, matchViews, viewInFile } from './field-match.ts';
import { meshLine } from './mesh-line.ts';

const VIEWS = 8;

/** What a mesh that was made of a field is, and what it looks like. */
export interface MadeMesh {
  report: MeshReport & { field: FieldMatch | null };
  /** The report in a line. */
  line: string;
  picture: Images;
}

/** The report as a file. */
export function reportFile(report: MadeMesh['report']): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/**
 * Checks and draws the files that were made of a field, as they were written, and compares them with renders of
 * the field.
 * @param render of the field, as `Renderer.renderPreview`
 * @param count of views that the two are compared in
 * @returns null for a format that is not read here
 */
export async function lookAtMadeMesh(
  thread: MeshThread,
  made: Pick<ExportResult, 'files' | 'metresPerUnit' | 'cubeCentre'>,
  render: (views: readonly View[], height: number, width: number) => Promise<SeenViews>,
  count = VIEWS,
): Promise<MadeMesh | null> {
  const [{ name }] = made.files;
  if (!READ_FORMATS.some((format) => name.endsWith(`.${format}`))) return null;
  const { unlit, lit } = matchViews(count);
  const inFile = [unlit, lit].map((views) => views.map((view) => viewInFile(view, made)));
  // Both go on at once, in two threads; a renderer does one thing after the other.
  const ofField = async () => ({
    unlit: await render(unlit, MATCH_SIZE, MATCH_SIZE),
    lit: await render(lit, MATCH_SIZE, MATCH_SIZE),
  });
  const [look, seen] = await Promise.all([thread.look(made.files, inFile, MATCH_SIZE), ofField()]);
  const field = look.coloured ? fieldMatch({ unlit: look.seen[0], lit: look.seen[1] }, seen) : null;
  const report = { ...look.report, field };
  return { report, line: meshLine(report), picture: look.thumbnail };
}
