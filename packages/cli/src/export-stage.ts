import type { ExportPhase } from '@modeseek/mesh';

/** What an export is at, for people. */
export const EXPORT_STAGES: Record<ExportPhase, string> = {
  sample: 'sampling the field',
  threshold: 'choosing the surface',
  surface: 'drawing the surface',
  simplify: 'simplifying',
  unwrap: 'unwrapping',
  bake: 'painting',
  encode: 'writing',
};
