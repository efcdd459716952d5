// Native libraries for one platform instead of all: packages of ours that hold, unchanged, what another
// package has for a platform, and one that takes the right one. onnxruntime-node and webgpu bring the
// binaries of all platforms, 420 MB, and scripts that run on installation.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** Raised when these packages change and what they hold does not: a version that is published stays as it is. */
const RELEASE = 1;

const NATIVES = [
  {
    name: 'onnxruntime-node',
    ours: '@modeseek/onnxruntime',
    /** Where its binaries for a platform are. */
    binaries: (os, cpu) => `bin/napi-v6/${os}/${cpu}`,
    platforms: ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'],
    /** What of it is the same on all. */
    common: ['dist', 'lib', 'README.md'],
    types: 'dist/index.d.ts',
    /** What its installation alone needs. */
    left: ['adm-zip', 'global-agent'],
  },
  {
    name: 'webgpu',
    ours: '@modeseek/webgpu',
    binaries: (os, cpu) => `dist/${os}-${os === 'darwin' ? 'universal' : cpu}`,
    platforms: ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'],
    common: ['index.js', 'types.d.ts', 'README.md', 'LICENSE.md'],
    types: 'types.d.ts',
    left: [],
  },
];

/**
 * Adds those packages to a copy of the checkout, and has ours depend on them, under the names that their code
 * imports.
 */
export async function splitNatives(checkout, root) {
  for (const native of NATIVES) {
    const from = join(root, 'node_modules', native.name);
    const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'));
    const { license, main, type = 'commonjs' } = manifest;
    const version = `${manifest.version}-${RELEASE}`;
    const dependencies = Object.fromEntries(
      Object.entries(manifest.dependencies).filter(([name]) => !native.left.includes(name)),
    );
    const shared = {
      version,
      license,
      publishConfig: { access: 'public' },
      engines: { node: '^20.19.0 || ^22.12.0 || >=23.0.0' },
      dependencies,
    };
    const write = (name, content, files) => {
      const folder = join(checkout, 'packages', name.replace('@modeseek/', 'native-'));
      mkdirSync(folder, { recursive: true });
      for (const file of files) cpSync(join(from, file), join(folder, file), { recursive: true });
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, ...shared, ...content }, null, 2));
      return folder;
    };
    for (const platform of native.platforms) {
      const [os, cpu] = platform.split('-');
      const description = `${native.name} ${manifest.version} for ${platform} alone, unchanged`;
      const libc = os === 'linux' ? { libc: ['glibc'] } : {};
      const content = { description, os: [os], cpu: [cpu], ...libc, type, main };
      write(`${native.ours}-${platform}`, content, [...native.common, native.binaries(os, cpu)]);
    }
    const folder = write(
      native.ours,
      {
        description: `${native.name} ${manifest.version}, with the binaries of the platform that it is installed on`,
        type: 'module',
        exports: {
          '.': { types: `./${native.types}`, default: './native.js' },
          './package.json': './package.json',
        },
        optionalDependencies: Object.fromEntries(
          native.platforms.map((platform) => [`${native.ours}-${platform}`, version]),
        ),
      },
      native.common,
    );
    const names = Object.keys(await import(require.resolve(native.name))).filter(
      (name) => !['default', '__esModule', 'module.exports'].includes(name),
    );
    writeFileSync(
      join(folder, 'native.js'),
      `const native = await import(\`${native.ours}-\${process.platform}-\${process.arch}\`);
export const { ${names.join(', ')} } = native.default ?? native;
`,
    );
    for (const name of readdirSync(join(checkout, 'packages'))) {
      const file = join(checkout, 'packages', name, 'package.json');
      const dependent = JSON.parse(readFileSync(file, 'utf8'));
      if (dependent.dependencies?.[native.name] === undefined) continue;
      dependent.dependencies[native.name] = `npm:${native.ours}@${version}`;
      writeFileSync(file, `${JSON.stringify(dependent, null, 2)}\n`);
    }
  }
}
