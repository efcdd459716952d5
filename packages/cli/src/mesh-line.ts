import { lengths, percent } from '@modeseek/mesh';
import type { MeshReport } from '@modeseek/mesh/node';
import type { FieldMatch } from './field-match.ts';

/** A report in one line, such as "watertight, 1 body, genus 1, no self-intersections, 0.4 % hidden, …". */
export function meshLine({ figures, gltf, field }: MeshReport & { field: FieldMatch | null }): string {
  const { bodies, genus, selfIntersections, hiddenShare, hiddenBodies, texelShare, charts } = figures;
  const counted = (count: number, one: string, many: string) =>
    `${count === 0 ? 'no' : count} ${count === 1 ? one : many}`;
  return [
    figures.watertight ? 'watertight' : 'not watertight',
    counted(bodies, 'body', 'bodies'),
    genus !== null && `genus ${genus}`,
    selfIntersections === null
      ? 'too many self-intersections to be counted'
      : counted(selfIntersections, 'self-intersection', 'self-intersections'),
    hiddenBodies > 0 && counted(hiddenBodies, 'hidden body', 'hidden bodies'),
    `${percent(hiddenShare)} hidden`,
    sized(figures),
    texelShare !== null && `${percent(texelShare)} of texels in ${charts} charts`,
    field && `colours ${Math.round(field.unlit)} dB unlit / ${Math.round(field.lit)} dB lit`,
    field && `silhouettes ${percent(field.silhouette)}`,
    gltf && validity(gltf),
  ]
    .filter(Boolean)
    .join(', ');
}

function sized({ size, origin }: MeshReport['figures']): string | null {
  if (!size || !origin) return null;
  const { box, metres } = size;
  const told =
    metres === null
      ? lengths(box, null)
      : lengths(
          box.map((edge) => edge * metres),
          'm',
        );
  return { ground: `${told} on the ground`, centre: `${told} around the origin`, elsewhere: told }[origin.at];
}

function validity({ errors, warnings, infos }: NonNullable<MeshReport['gltf']>): string {
  if (errors + warnings + infos === 0) return 'valid glTF';
  return `glTF with ${errors} errors, ${warnings} warnings, ${infos} infos`;
}
