export { COLLIDERS, type Collider } from './collision-hull.ts';
export { type ComponentsResult, keepLargeComponents } from './components.ts';
export { createGrid, type DensityGrid, neighbourSteps } from './density-grid.ts';
export * from './export.ts';
export { estimateExportMemory } from './export-memory.ts';
export * from './export-options.ts';
export {
  COMPRESSIONS,
  type Compression,
  type EncodeOptions,
  type EncodeTools,
  type FinishedModel,
  type FinishedPart,
  MATERIALS,
  type MaterialKind,
  type MeshFormat,
  type ModelExtras,
  type NamedFile,
  type PartMaterial,
  PLAIN_MATERIAL,
  TEXTURE_FORMATS,
  type TextureFormat,
} from './formats/format.ts';
export { FORMAT_NAMES, FORMATS, type FormatName, formatOf, formatOfFile } from './formats/index.ts';
export { marchingCubes } from './marching-cubes.ts';
export { drawableOf } from './picture/drawable.ts';
export {
  ORIGINS,
  type Origin,
  PLACE_LIMITS,
  type PlaceOptions,
  placed,
  placingOf,
  UNKNOWN_SIZE,
} from './place.ts';
export { READ_FORMATS, readMesh } from './read/index.ts';
export type { ReadMaterial, ReadModel, ReadObject, ReadPart, ReadTexture } from './read/read-model.ts';
export { type Beside, READ_LIMITS, type ReadTools } from './read/reader.ts';
export * from './report/index.ts';
export { type FieldShape, shapeOf } from './shape.ts';
export { type ShadedMesh, simplify } from './simplify.ts';
export { PLAIN_SUBSTANCE, type Substance, substanceOf } from './substance.ts';
export { type TriangleMesh, vertexNormals } from './triangle-mesh.ts';
