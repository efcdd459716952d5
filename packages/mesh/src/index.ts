export { type ComponentsResult, keepLargeComponents } from './components.ts';
export { createGrid, type DensityGrid, neighbourSteps } from './density-grid.ts';
export * from './export.ts';
export { estimateExportMemory } from './export-memory.ts';
export {
  type FinishedModel,
  type FinishedPart,
  MATERIALS,
  type MaterialKind,
  type MeshFormat,
  type NamedFile,
  type PartMaterial,
  PLAIN_MATERIAL,
} from './formats/format.ts';
export { FORMAT_NAMES, FORMATS, type FormatName, formatOf } from './formats/index.ts';
export { marchingCubes } from './marching-cubes.ts';
export { type FieldShape, shapeOf } from './shape.ts';
export { type ShadedMesh, simplify } from './simplify.ts';
export { type TriangleMesh, vertexNormals } from './triangle-mesh.ts';
