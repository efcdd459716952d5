import { openPicture } from '../open-picture.ts';
import type { ReadMaterial, ReadTexture } from '../read-model.ts';
import type { Beside } from '../reader.ts';
import type { UsdPrim } from './usda.ts';

/** Properties that materials and their shaders are asked for, beside all connections. */
export const OF_MATERIALS = ['inputs:diffuseColor', 'inputs:file'] as const;

const WHITE = [1, 1, 1] as const;
/** Shaders between a surface and its picture. */
const DEEPEST = 8;

/** The materials of a file, each read when it is first asked for. */
export class UsdMaterials {
  private readonly read = new Map<string, ReadMaterial>();
  private readonly pictures = new Map<string, ReadTexture | null>();

  /** @param prims all of the file, by their paths */
  constructor(
    private readonly prims: ReadonlyMap<string, UsdPrim>,
    private readonly beside: Beside,
    private readonly notes: string[],
  ) {}

  /** Those that were asked for. */
  get all(): ReadMaterial[] {
    return [...this.read.values()];
  }

  get textures(): ReadTexture[] {
    return [...this.pictures.values()].flatMap((texture) => texture ?? []);
  }

  /** The material at a path; null where there is none. */
  at(path: string): ReadMaterial | null {
    const known = this.read.get(path);
    if (known) return known;
    const material = this.prims.get(path);
    if (material?.type !== 'Material') return null;
    const surface = this.source(material, 'outputs:surface');
    const lit = surface && this.source(surface, 'inputs:diffuseColor');
    // What is unlit shines in its colours instead.
    const shining = surface && this.source(surface, 'inputs:emissiveColor');
    const colour = surface?.properties.get('inputs:diffuseColor')?.numbers ?? [];
    const found: ReadMaterial = {
      name: material.name,
      colour: colour.length === 3 && !shining ? [colour[0], colour[1], colour[2]] : WHITE,
      texture: this.picture(lit) ?? this.picture(shining),
      normalMap: surface ? this.picture(this.source(surface, 'inputs:normal')) : null,
    };
    this.read.set(path, found);
    return found;
  }

  /** The shader that a property is connected to. */
  private source(prim: UsdPrim, name: string, depth = 0): UsdPrim | undefined {
    const [path = ''] = prim.properties.get(`${name}.connect`)?.texts ?? [];
    const [shader, property] = path.split('.');
    const source = this.prims.get(shader);
    // A graph of nodes hands on what is connected to its own output.
    if (source?.type !== 'NodeGraph' || depth > DEEPEST) return source;
    return this.source(source, property ?? '', depth + 1);
  }

  private picture(shader: UsdPrim | undefined): ReadTexture | null {
    const [path] = shader?.properties.get('inputs:file')?.texts ?? [];
    if (path === undefined) return null;
    if (!this.pictures.has(path))
      this.pictures.set(path, openPicture(path.replace(/^\.\//, ''), this.beside, this.notes));
    return this.pictures.get(path) ?? null;
  }
}
