import type { MemoryPart } from '@modeseek/core';
import { EXPORT_DEFAULTS, type ExportOptions, estimateExportMemory, formatOf } from '@modeseek/mesh';
import type { RunConfig } from '@modeseek/trainer';

/** Of an export by its option: what a run calls it. */
const OF_RUN = {
  resolution: 'meshResolution',
  maxTriangles: 'maxTriangles',
  textureSize: 'textureSize',
} as const satisfies Partial<Record<keyof ExportOptions, keyof RunConfig>>;

type MeshConfig = Pick<RunConfig, (typeof OF_RUN)[keyof typeof OF_RUN]>;

/** How fine the mesh of a run is, in a format. One without textures has none. */
export function meshOptions(
  { meshResolution, maxTriangles, textureSize }: MeshConfig,
  format = EXPORT_DEFAULTS.format,
): Pick<ExportOptions, keyof typeof OF_RUN> {
  const textured = formatOf(format).holds === 'textures';
  return { resolution: meshResolution, maxTriangles, ...(textured && { textureSize }) };
}

/** The most memory that the mesh of a run takes, beside what is there already, by what takes it. */
export function meshMemory(config: MeshConfig): MemoryPart[] {
  return estimateExportMemory(meshOptions(config)).map(({ options, ...part }) => ({
    ...part,
    options: options.map((name) => OF_RUN[name as keyof typeof OF_RUN]),
  }));
}
