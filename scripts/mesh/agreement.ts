/**
 * Compares what our report says of meshes with trimesh, manifold-3d and pymeshlab: of shapes that are good or
 * broken in every way that it knows, and of files.
 *
 *     node --conditions=source --import tsx scripts/mesh/agreement.ts [FILE …]
 *
 * Prints a line for each mesh and a table of what differs, and exits with 1 where something does. Needs Python with
 * those three packages.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatOf, PLAIN_MATERIAL, vertexNormals } from '@modeseek/mesh';
import { checkMeshFile, type MeshReport } from '@modeseek/mesh/node';
import { SHAPES } from '@modeseek/mesh/src/report/shapes.fixture.ts';

/** What the three say of one object. */
interface Said {
  trimesh: { watertight: boolean; windingConsistent: boolean; bodies: number; euler: number; volume: number };
  manifold3d: { status: string; genus?: number; bodies?: number; volume?: number };
  pymeshlab: Record<
    'boundaryEdges' | 'nonManifoldEdges' | 'nonManifoldVertices' | 'bodies' | 'genus' | 'selfIntersections',
    number
  >;
}

/** How far shares of hidden triangles may be apart, of some 400 faces that are looked at there. */
const HIDDEN = 0.04;

const folder = mkdtempSync(join(tmpdir(), 'modeseek-agreement-'));
let differences = 0;
try {
  const paths = [...(await writeShapes()), ...process.argv.slice(2)];
  const python = fileURLToPath(new URL('agreement.py', import.meta.url));
  const lines = execFileSync('python3', [python, ...paths], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 28,
  }).split('\n');
  for (const [i, path] of paths.entries()) {
    const { objects, hidden }: { objects: Said[]; hidden: number } = JSON.parse(lines[i]);
    const rows = compare(await checkMeshFile(path), objects, hidden);
    const wrong = rows.filter(([, ours, theirs]) => ours !== theirs);
    console.log(`${wrong.length === 0 ? 'same' : 'DIFFERENT'}  ${path.replace(`${folder}/`, '')}`);
    for (const [what, ours, theirs] of wrong) console.log(`    ${what}: ours ${ours}, theirs ${theirs}`);
    differences += wrong.length;
  }
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = differences === 0 ? 0 : 1;

async function writeShapes(): Promise<string[]> {
  const paths: string[] = [];
  for (const [name, shape] of Object.entries(SHAPES)) {
    const mesh = { ...shape, normals: vertexNormals(shape) };
    const parts = [{ name, mesh, texture: null, material: PLAIN_MATERIAL }] as const;
    // OBJ and PLY hold triangles as they are; of STL each has its own corners.
    for (const format of ['glb', 'obj', 'ply', 'stl'] as const) {
      const [file] = await formatOf(format).encode({ name, parts: [...parts], extras: {} }, name);
      paths.push(join(folder, file.name));
      writeFileSync(join(folder, file.name), file.bytes);
    }
  }
  return paths;
}

/** What both have a figure of: its name, ours, theirs. */
function compare({ figures }: MeshReport, objects: Said[], hidden: number): [string, unknown, unknown][] {
  const sum = (of: (object: Said) => number) => objects.reduce((all, object) => all + of(object), 0);
  const every = (of: (object: Said) => boolean) => objects.every(of);
  const isManifold = every(({ manifold3d }) => manifold3d.status === 'NoError');
  const oriented = figures.watertight && figures.inconsistentEdges === 0;
  const near = (ours: number, theirs: number, tolerance: number) =>
    Math.abs(ours - theirs) <= tolerance ? theirs : ours;
  // They count the corners at such edges, and take what is there twice for no fault otherwise.
  const clean = figures.nonManifoldEdges === 0;
  const rows: [string, unknown, unknown][] = [
    ['watertight (trimesh)', figures.watertight, every(({ trimesh }) => trimesh.watertight)],
    ['oriented (trimesh)', oriented, every(({ trimesh }) => trimesh.watertight && trimesh.windingConsistent)],
    ['boundary edges', figures.boundaryEdges, sum(({ pymeshlab }) => pymeshlab.boundaryEdges)],
    ['edges are manifold', clean, sum(({ pymeshlab }) => pymeshlab.nonManifoldEdges) === 0],
    [
      'non-manifold vertices',
      figures.nonManifoldVertices,
      sum(({ pymeshlab }) => pymeshlab.nonManifoldVertices),
    ],
    ['bodies (pymeshlab)', figures.bodies, sum(({ pymeshlab }) => pymeshlab.bodies)],
  ];
  if (!clean) return rows;
  rows.push(
    [
      'self-intersections',
      figures.selfIntersections === 0,
      sum(({ pymeshlab }) => pymeshlab.selfIntersections) === 0,
    ],
    ['a solid (manifold-3d)', oriented, isManifold],
  );
  if (!oriented || !isManifold) return rows;
  const volume = sum(({ manifold3d }) => manifold3d.volume!);
  const genus = sum(({ manifold3d }) => manifold3d.genus!);
  // Rays start on the side that a face faces.
  if (figures.outward) rows.push(['hidden share (rays)', near(figures.hiddenShare, hidden, HIDDEN), hidden]);
  return [
    ...rows,
    ['handles (manifold-3d)', figures.genus, genus],
    ['bodies (manifold-3d)', figures.bodies, sum(({ manifold3d }) => manifold3d.bodies!)],
    ['volume (manifold-3d)', near(figures.volume!, volume, 1e-4 * Math.abs(volume)), volume],
    [
      'volume (trimesh)',
      near(
        figures.volume!,
        sum(({ trimesh }) => trimesh.volume),
        1e-4 * Math.abs(volume),
      ),
      sum(({ trimesh }) => trimesh.volume),
    ],
  ];
}
