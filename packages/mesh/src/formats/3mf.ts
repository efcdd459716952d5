import type { FinishedModel, FinishedPart, MeshFormat } from './format.ts';
import { toSlicer } from './slicer-axes.ts';
import { exact, rounded, TextFile } from './text-file.ts';
import { toldOf } from './told.ts';
import { weldedPoints } from './welded.ts';
import { zip } from './zip.ts';

const SCHEMAS = 'http://schemas.microsoft.com/3dmanufacturing';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006';
const MODEL = '3D/3dmodel.model';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** What the format has a name for; the rest has one of ours. */
const METADATA: Readonly<Record<string, string>> = {
  title: 'Title',
  generator: 'Application',
  prompt: 'Description',
  licence: 'LicenseTerms',
};

/**
 * 3MF Core Specification 1.3, and of the Materials and Properties Extension 1.2 textures, or colours at corners.
 * Objects of a scene are components of one, so that slicers leave each where it is.
 */
export const threeMf: MeshFormat<'3mf'> = {
  name: '3mf',
  title: '3MF, in millimetres, z up, with its colours, for printing',
  holds: 'textures',
  async encode(model, stem) {
    const textures = model.parts.map(({ texture }, i) => ({ path: `3D/Textures/${i + 1}.png`, texture }));
    const pictures = textures.filter(({ texture }) => texture);
    const files: Record<string, Uint8Array> = {
      '[Content_Types].xml': document([
        `<Types xmlns="${RELATIONS}/content-types">`,
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
        '<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>',
        '<Default Extension="png" ContentType="image/png"/>',
        '</Types>',
      ]),
      '_rels/.rels': relations([{ path: MODEL, kind: '3dmodel' }]),
      [MODEL]: modelOf(model, textures),
    };
    if (pictures.length > 0) {
      files['3D/_rels/3dmodel.model.rels'] = relations(
        pictures.map(({ path }) => ({ path, kind: '3dtexture' })),
      );
      for (const { path, texture } of pictures) files[path] = texture!;
    }
    return [{ name: `${stem}.3mf`, bytes: zip(files) }];
  },
};

function document(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${[DECLARATION, ...lines].join('\n')}\n`);
}

function relations(targets: readonly { path: string; kind: string }[]): Uint8Array {
  return document([
    `<Relationships xmlns="${RELATIONS}/relationships">`,
    ...targets.map(
      ({ path, kind }, i) =>
        `<Relationship Target="/${path}" Id="rel${i}" Type="${SCHEMAS}/2013/01/${kind}"/>`,
    ),
    '</Relationships>',
  ]);
}

function modelOf(model: FinishedModel, textures: readonly { path: string }[]): Uint8Array {
  const file = new TextFile();
  file.line(DECLARATION);
  file.line(
    `<model unit="millimeter" xml:lang="en-US" xmlns="${SCHEMAS}/core/2015/02" xmlns:m="${SCHEMAS}/material/2015/02" xmlns:modeseek="https://github.com/modeseek/modeseek">`,
  );
  for (const [name, value] of toldOf(model)) {
    const known = Object.hasOwn(METADATA, name) ? METADATA[name] : `modeseek:${name}`;
    file.line(`<metadata name="${known}">${escaped(value)}</metadata>`);
  }
  file.line('<resources>');
  const objects: number[] = [];
  let id = 1;
  for (const [i, part] of model.parts.entries()) {
    const colours = writeColours(file, id, part, `/${textures[i].path}`);
    id += colours.resources;
    writeObject(file, id, part, colours.group);
    objects.push(id++);
  }
  if (objects.length > 1) {
    file.line(`<object id="${id}" type="model" name="${escaped(model.name)}"><components>`);
    for (const object of objects) file.line(`<component objectid="${object}"/>`);
    file.line('</components></object>');
  } else id = objects[0];
  file.line('</resources>');
  file.line(`<build><item objectid="${id}"/></build>`);
  file.line('</model>');
  return file.bytes();
}

/**
 * The colours of a part's vertices, each by its number.
 * @returns how many numbers they took of those that resources have, and which is theirs; none where there are no
 *   colours
 */
function writeColours(
  file: TextFile,
  id: number,
  { mesh: { uvs, colours }, texture }: FinishedPart,
  path: string,
): { resources: number; group?: number } {
  if (texture && uvs) {
    file.line(
      `<m:texture2d id="${id}" path="${path}" contenttype="image/png" tilestyleu="clamp" tilestylev="clamp"/>`,
    );
    file.line(`<m:texture2dgroup id="${id + 1}" texid="${id}">`);
    // From the lower left corner.
    for (let i = 0; i < uvs.length; i += 2) {
      file.line(`<m:tex2coord u="${rounded(uvs[i], 6)}" v="${rounded(1 - uvs[i + 1], 6)}"/>`);
    }
    file.line('</m:texture2dgroup>');
    return { resources: 2, group: id + 1 };
  }
  if (!colours) return { resources: 0 };
  file.line(`<m:colorgroup id="${id}">`);
  for (let i = 0; i < colours.length; i += 3) {
    const hex = [...colours.subarray(i, i + 3)].map((c) =>
      Math.round(255 * c)
        .toString(16)
        .padStart(2, '0'),
    );
    file.line(`<m:color color="#${hex.join('').toUpperCase()}"/>`);
  }
  file.line('</m:colorgroup>');
  return { resources: 1, group: id };
}

function writeObject(
  file: TextFile,
  id: number,
  { name, mesh }: FinishedPart,
  colours: number | undefined,
): void {
  const { positions, pointOf } = weldedPoints(mesh);
  const points = toSlicer(positions);
  // An object with colours has one of its own, for what its triangles do not say.
  const look = colours === undefined ? '' : ` pid="${colours}" pindex="0"`;
  file.line(`<object id="${id}" type="model" name="${escaped(name)}"${look}><mesh><vertices>`);
  for (let i = 0; i < points.length; i += 3) {
    file.line(`<vertex x="${exact(points[i])}" y="${exact(points[i + 1])}" z="${exact(points[i + 2])}"/>`);
  }
  file.line('</vertices><triangles>');
  for (let i = 0; i < mesh.indices.length; i += 3) {
    const corners = mesh.indices.subarray(i, i + 3);
    const [a, b, c] = [pointOf[corners[0]], pointOf[corners[1]], pointOf[corners[2]]];
    if (a === b || b === c || c === a) continue; // which the format does not allow
    const own =
      colours === undefined
        ? ''
        : ` pid="${colours}" p1="${corners[0]}" p2="${corners[1]}" p3="${corners[2]}"`;
    file.line(`<triangle v1="${a}" v2="${b}" v3="${c}"${own}/>`);
  }
  file.line('</triangles></mesh></object>');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]);
}
