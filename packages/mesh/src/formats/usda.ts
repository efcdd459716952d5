import { boxOf } from '../box.ts';
import { linearFromDisplay } from '../linear-colour.ts';
import type { FinishedModel, FinishedPart } from './format.ts';
import { exact, rounded, TextFile } from './text-file.ts';
import { toldOf } from './told.ts';

/** Paths of a part's textures in the package, where it has them. */
interface TexturePaths {
  colour?: string;
  normals?: string;
}

/** Numbers in one line. */
const ROW = 2000;

/**
 * A model as USD's text: a Mesh and a Material for each part, below one Xform.
 * @param names of the parts, as USD has them
 */
export function usdaOf(
  model: FinishedModel,
  names: readonly string[],
  textures: readonly TexturePaths[],
): Uint8Array {
  const file = new TextFile();
  file.line('#usda 1.0');
  file.line('(');
  file.line('  customLayerData = {');
  for (const [name, value] of toldOf(model)) file.line(`    string ${name} = ${quoted(value)}`);
  file.line('  }');
  file.line('  defaultPrim = "Model"');
  file.line('  metersPerUnit = 1');
  file.line('  upAxis = "Y"');
  file.line(')');
  file.line('def Xform "Model" (');
  file.line(`  displayName = ${quoted(model.name)}`);
  file.line('  kind = "component"');
  file.line(')');
  file.line('{');
  for (const [i, part] of model.parts.entries()) writeMesh(file, part, names[i]);
  file.line('  def Scope "Materials"');
  file.line('  {');
  for (const [i, part] of model.parts.entries()) writeMaterial(file, part, names[i], textures[i]);
  file.line('  }');
  file.line('}');
  return file.bytes();
}

function writeMesh(file: TextFile, { name, mesh, material }: FinishedPart, prim: string): void {
  const { positions, normals, uvs, colours, indices } = mesh;
  file.line(`  def Mesh "${prim}" (`);
  file.line(`    displayName = ${quoted(name)}`);
  file.line('    prepend apiSchemas = ["MaterialBindingAPI"]');
  file.line('  )');
  file.line('  {');
  file.line(`    uniform bool doubleSided = ${material.doubleSided ? 1 : 0}`);
  file.line('    uniform token subdivisionScheme = "none"');
  file.line(`    rel material:binding = </Model/Materials/${prim}>`);
  const [low, high] = boxOf(positions);
  file.line(`    float3[] extent = [${tuple(low, exact)}, ${tuple(high, exact)}]`);
  writeList(file, 'int[] faceVertexCounts', indices.length / 3, () => '3');
  writeList(file, 'int[] faceVertexIndices', indices.length, (i) => String(indices[i]));
  const tuples = (values: Float32Array, width: number, text: (value: number) => string) => (i: number) =>
    tuple(values.subarray(i * width, (i + 1) * width), text);
  const count = positions.length / 3;
  const vertex = 'interpolation = "vertex"';
  writeList(file, 'point3f[] points', count, tuples(positions, 3, exact));
  const inFour = (value: number) => rounded(value, 4);
  writeList(file, 'normal3f[] normals', count, tuples(normals, 3, inFour), vertex);
  if (uvs) {
    // From the lower left corner.
    const coordinates = (i: number) => `(${rounded(uvs[i * 2], 6)}, ${rounded(1 - uvs[i * 2 + 1], 6)})`;
    writeList(file, 'texCoord2f[] primvars:st', count, coordinates, vertex);
  }
  if (colours) {
    const linear = colours.map(linearFromDisplay);
    writeList(file, 'color3f[] primvars:displayColor', count, tuples(linear, 3, inFour), vertex);
  }
  file.line('  }');
}

/** A UsdPreviewSurface; one without light shines with its own colour. */
function writeMaterial(
  file: TextFile,
  { material, mesh }: FinishedPart,
  prim: string,
  { colour, normals }: TexturePaths,
): void {
  const path = `/Model/Materials/${prim}`;
  file.line(`    def Material "${prim}"`);
  file.line('    {');
  file.line(`      token outputs:surface.connect = <${path}/Surface.outputs:surface>`);
  const shader = (name: string, id: string, lines: readonly string[]) => {
    file.line(`      def Shader "${name}"`);
    file.line('      {');
    file.line(`        uniform token info:id = "${id}"`);
    for (const line of lines) file.line(`        ${line}`);
    file.line('      }');
  };
  const unlit = material.kind === 'unlit';
  const surface = [
    `float inputs:roughness = ${material.roughness}`,
    `float inputs:metallic = ${material.metalness}`,
    'token outputs:surface',
  ];
  const source = colour ? 'Colour.outputs:rgb' : mesh.colours ? 'Colours.outputs:result' : undefined;
  if (unlit) surface.push('color3f inputs:diffuseColor = (0, 0, 0)');
  if (source) {
    surface.push(`color3f inputs:${unlit ? 'emissive' : 'diffuse'}Color.connect = <${path}/${source}>`);
  }
  if (normals) surface.push(`normal3f inputs:normal.connect = <${path}/Normals.outputs:rgb>`);
  shader('Surface', 'UsdPreviewSurface', surface);
  const picture = (file: string, space: 'sRGB' | 'raw') => [
    `asset inputs:file = @${file}@`,
    `token inputs:sourceColorSpace = "${space}"`,
    'token inputs:wrapS = "clamp"',
    'token inputs:wrapT = "clamp"',
    `float2 inputs:st.connect = <${path}/Coordinates.outputs:result>`,
    'float3 outputs:rgb',
  ];
  if (colour) shader('Colour', 'UsdUVTexture', picture(colour, 'sRGB'));
  if (normals) {
    const range = ['float4 inputs:scale = (2, 2, 2, 1)', 'float4 inputs:bias = (-1, -1, -1, 0)'];
    shader('Normals', 'UsdUVTexture', [...range, ...picture(normals, 'raw')]);
  }
  if (colour || normals) {
    shader('Coordinates', 'UsdPrimvarReader_float2', [
      'string inputs:varname = "st"',
      'float2 outputs:result',
    ]);
  } else if (mesh.colours) {
    shader('Colours', 'UsdPrimvarReader_float3', [
      'string inputs:varname = "displayColor"',
      'float3 outputs:result',
    ]);
  }
  file.line('    }');
}

function writeList(
  file: TextFile,
  declaration: string,
  count: number,
  text: (index: number) => string,
  metadata?: string,
): void {
  file.line(`    ${declaration} = [`);
  for (let start = 0; start < count; start += ROW) {
    const length = Math.min(ROW, count - start);
    const row = Array.from({ length }, (_, i) => text(start + i)).join(', ');
    file.line(start + length < count ? `${row},` : row);
  }
  // Metadata on lines of their own, as three.js's loader reads them.
  const end = metadata === undefined ? ['    ]'] : ['    ] (', `      ${metadata}`, '    )'];
  for (const line of end) file.line(line);
}

const tuple = (values: ArrayLike<number>, text: (value: number) => string) =>
  `(${Array.from(values, text).join(', ')})`;

/** As USD writes a text. */
const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
