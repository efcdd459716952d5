import { hullsOf } from './collision-hull.ts';
import type { ExportOptions } from './export-options.ts';
import { flattened } from './formats/flattened.ts';
import type { EncodeTools, FinishedModel, NamedFile } from './formats/format.ts';
import { formatOf } from './formats/index.ts';
import { placed, placingOf } from './place.ts';

/**
 * All files of a model.
 * @param lods its other levels of detail, each where it is itself
 * @returns those of the model first, then those of the levels and of the collision hull
 */
export async function encodeFiles(
  model: FinishedModel,
  lods: readonly FinishedModel[],
  settings: Required<ExportOptions>,
  tools: EncodeTools,
): Promise<[NamedFile, ...NamedFile[]]> {
  const { stem, collider, compress, textureFormat } = settings;
  const placing = placingOf(model, settings);
  const format = formatOf(settings.format);
  const encode = (each: FinishedModel, name: string) => {
    const there = placed(each, placing);
    return format.encode(format.places ? there : flattened(there), name, {
      compress,
      textureFormat,
      ...tools,
    });
  };
  const hulls = collider === 'none' ? undefined : hullsOf(model, collider);
  const inside = hulls && collider !== 'file' ? hulls.parts : [];
  const files = await encode({ ...model, parts: [...model.parts, ...inside] }, stem);
  for (const [i, lod] of lods.entries()) files.push(...(await encode(lod, `${stem}-lod${i + 1}`)));
  if (hulls && collider === 'file') files.push(...(await encode(hulls, `${stem}-collider`)));
  return files;
}
