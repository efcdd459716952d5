import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SCOPE = '@modeseek/';

/** Which packages each package may import. Data flows one way (ARCHITECTURE.md). */
const ARROWS: Record<string, readonly string[]> = {
  core: [],
  node: ['core'],
  'embedded-prior': [],
  hub: ['node', 'core'],
  raster: ['core'],
  objects: ['raster', 'core'],
  guidance: ['core'],
  mesh: ['raster', 'node', 'core'],
  viewer: ['core'],
  nerf: ['core'],
  renderer: ['core'],
  backend: ['renderer', 'nerf', 'node', 'core'],
  graph: ['node', 'core'],
  priors: ['graph', 'guidance', 'embedded-prior', 'node', 'core'],
  scene: ['renderer', 'core'],
  trainer: ['scene', 'renderer', 'guidance', 'nerf', 'core'],
  picture: ['trainer', 'guidance', 'nerf', 'core'],
  lab: [
    'picture',
    'trainer',
    'scene',
    'priors',
    'graph',
    'renderer',
    'guidance',
    'nerf',
    'objects',
    'mesh',
    'raster',
    'backend',
    'node',
    'core',
  ],
  modeseek: ['cli'],
  cli: [
    'scene',
    'picture',
    'trainer',
    'priors',
    'graph',
    'hub',
    'renderer',
    'guidance',
    'nerf',
    'objects',
    'mesh',
    'raster',
    'viewer',
    'backend',
    'node',
    'core',
  ],
};

/** Packages that run anywhere: what needs Node in them is in src/node, behind the export of that name. */
const PURE = [
  'core',
  'graph',
  'guidance',
  'mesh',
  'nerf',
  'picture',
  'priors',
  'raster',
  'renderer',
  'scene',
  'trainer',
];
/** Globals that only Node has. */
const NODE_GLOBALS = /(?<![\w.'])(Buffer|process|require|__dirname)(?=[.(])/;

const SKIPPED = new Set(['node_modules', '.git', 'dist', 'build', 'runs', '.cache', 'coverage']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

interface Source {
  /** Relative to the root, for messages. */
  name: string;
  path: string;
  /** What it imports or re-exports, types and dynamic imports included. */
  imports: string[];
}

const rootManifest = readJson(join(ROOT, 'package.json'));
const builtins = new Set(builtinModules);

const packages = readdirSync(join(ROOT, 'packages')).map((name) => {
  const folder = join(ROOT, 'packages', name);
  const sources: Source[] = filesBelow(join(folder, 'src'))
    .filter((path) => /\.[cm]?ts$/.test(path))
    .map((path) => ({
      name: relative(ROOT, path),
      path,
      imports: ts
        .preProcessFile(readFileSync(path, 'utf8'), true, true)
        .importedFiles.map(({ fileName }) => fileName),
    }));
  return { name, folder, sources, manifest: readJson(join(folder, 'package.json')) };
});

/** `three/addons/x.js` belongs to `three`, `@scope/name/x` to `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const isRelative = (specifier: string) => specifier.startsWith('.');
const isBuiltin = (specifier: string) => specifier.startsWith('node:') || builtins.has(packageOf(specifier));
/** What needs Node in a package that runs anywhere. */
const isForNode = (name: string) => name.split(sep).includes('node', 2);
/** The viewer's page is bundled: where the package is installed, nothing that the page imports is needed. */
const isBundled = (name: string) => name.startsWith(join('packages', 'viewer', 'src', 'app') + sep);
const isTest = (name: string) => /\.(test|fixture)\.ts$/.test(name);

/** A path through `edges` that ends where it begins, or nothing. */
function findCycle(edges: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): string[] | undefined => {
    const seen = trail.indexOf(node);
    if (seen >= 0) return [...trail.slice(seen), node];
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle) return cycle;
    }
    done.add(node);
  };
  for (const node of edges.keys()) {
    const cycle = visit(node, []);
    if (cycle) return cycle;
  }
}

describe('architecture', () => {
  test('every package has a place in the order', () => {
    expect(packages.map(({ name }) => name).sort()).toEqual(Object.keys(ARROWS).sort());
    const cycle = findCycle(new Map(Object.entries(ARROWS).map(([name, to]) => [name, [...to]])));
    expect(cycle).toBeUndefined();
  });

  describe.each(packages)('$name', ({ name, folder, sources, manifest }) => {
    const declared = Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    });
    const innerDeclared = [...declared, ...Object.keys(manifest.devDependencies ?? {})]
      .filter((d) => d.startsWith(SCOPE))
      .map((d) => d.slice(SCOPE.length))
      .sort();
    const forTests = Object.keys(manifest.devDependencies ?? {}).map((d) => d.slice(SCOPE.length));

    test('imports other packages along allowed arrows and by their name alone', () => {
      const wrong = sources.flatMap((source) =>
        source.imports
          .filter((specifier) => {
            if (isRelative(specifier)) {
              return !resolve(dirname(source.path), specifier).startsWith(join(folder, 'src') + sep);
            }
            if (!specifier.startsWith(SCOPE)) return false;
            const allowed = isTest(source.name) ? [...ARROWS[name], ...forTests, name] : ARROWS[name];
            const forNode = !PURE.includes(name) || isForNode(source.name) || isTest(source.name);
            return !allowed.some(
              (inner) =>
                (specifier === SCOPE + inner && (forNode || inner !== 'node')) ||
                (specifier === `${SCOPE}${inner}/node` && forNode) ||
                (isTest(source.name) && specifier.startsWith(`${SCOPE}${inner}/src/`) && isTest(specifier)) ||
                (isTest(source.name) && inner === 'lab' && specifier.startsWith(`${SCOPE}lab/`)) ||
                // It measures what nobody else sees.
                (name === 'lab' && specifier.startsWith(`${SCOPE}${inner}/src/`)),
            );
          })
          .map((specifier) => `${source.name} imports ${specifier}`),
      );
      expect(wrong).toEqual([]);
      expect(innerDeclared.filter((inner) => ![...ARROWS[name], ...forTests].includes(inner))).toEqual([]);
    });

    if (PURE.includes(name)) {
      test('runs anywhere, but for what is in src/node', () => {
        const wrong = sources
          .filter((source) => !isTest(source.name) && !isForNode(source.name))
          .flatMap((source) => [
            ...source.imports.filter(isBuiltin).map((specifier) => `${source.name} imports ${specifier}`),
            ...(readFileSync(source.path, 'utf8').match(NODE_GLOBALS) ?? []).map(
              (global) => `${source.name} takes ${global}`,
            ),
          ]);
        expect(wrong).toEqual([]);
      });
    }

    test('declares what it imports', () => {
      const missing = sources.flatMap((source) => {
        const tools = Object.keys({
          ...(isTest(source.name) && { ...rootManifest.devDependencies, [manifest.name]: '' }),
          ...((isTest(source.name) || isBundled(source.name)) && manifest.devDependencies),
        });
        const known = new Set([...declared, ...tools]);
        return source.imports
          .filter((s) => !isRelative(s) && !isBuiltin(s) && !known.has(packageOf(s)))
          .map((specifier) => `${source.name} imports ${specifier}`);
      });
      expect(missing).toEqual([]);
    });

    test('has the same inner dependencies in package.json and tsconfig.json', () => {
      const { references = [] } = readJson(join(folder, 'tsconfig.json'));
      const referenced = references.map(({ path }: { path: string }) => path.replace('../', '')).sort();
      // Tests of what the lab is made of use it, which tsc cannot build in a circle.
      expect(referenced).toEqual(innerDeclared.filter((inner) => inner !== 'lab'));
    });

    test('has no import cycle between its files', () => {
      const edges = new Map(
        sources.map((source) => [
          source.name,
          source.imports
            .filter(isRelative)
            // AssemblyScript leaves the extension out.
            .map((specifier) =>
              relative(ROOT, resolve(dirname(source.path), specifier)).replace(/(\.ts)?$/, '.ts'),
            ),
        ]),
      );
      expect(findCycle(edges)?.join(' -> ')).toBeUndefined();
    });
  });

  test('Python stays in scripts/', () => {
    const python = filesBelow(ROOT)
      .map((path) => relative(ROOT, path))
      .filter((path) => /\.(py|ipynb)$|(^|[\\/])(requirements\.txt|pyproject\.toml)$/.test(path));
    expect(python.filter((path) => !path.startsWith(`scripts${sep}`))).toEqual([]);
  });
});
