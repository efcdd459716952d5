import type { EncodeOptions, FormatName } from '@modeseek/mesh';
import type { Target } from '../target.ts';

/** Formats of meshes, and how they may be packed. */
const MESHES: [FormatName, EncodeOptions[]?][] = [
  ['glb', [{}, { compress: 'meshopt' }, { compress: 'draco' }, { textureFormat: 'webp' }]],
  ['gltf'],
  ['obj'],
  ['stl'],
  ['ply'],
  ['3mf'],
  ['usdz'],
];

/** Each is loaded when it is tried. Those with a share are tried when none is named. */
const TARGETS: Record<string, () => Promise<Target>> = {
  checkpoint: async () => (await import('./checkpoint.ts')).checkpointTarget,
  safetensors: async () => (await import('./safetensors.ts')).safetensorsTarget,
  config: async () => (await import('./config.ts')).configTarget,
  'run-config': async () => (await import('./run-config.ts')).runConfigTarget,
  events: async () => (await import('./events.ts')).eventsTarget,
  layout: async () => (await import('./layout.ts')).layoutTarget,
  manifest: async () => (await import('./manifest.ts')).manifestTarget,
  model: async () => (await import('./model.ts')).modelTarget,
  'model-folder': async () => (await import('./model-folder.ts')).modelFolderTarget,
  hub: async () => (await import('./hub.ts')).hubTarget,
  network: async () => (await import('./network.ts')).networkTarget,
  image: async () => (await import('./image.ts')).imageTarget,
  ...Object.fromEntries(
    MESHES.map(([format, options]) => [
      `mesh-${format}`,
      async () => (await import('./mesh.ts')).meshTarget(format, options),
    ]),
  ),
  prompt: async () => (await import('./prompt.ts')).promptTarget,
  'command-line': async () => (await import('./command-line.ts')).commandLineTarget,
  http: async () => (await import('./http.ts')).httpTarget,
  process: async () => (await import('./process.ts')).processTarget,
  planted: async () => (await import('./planted.ts')).plantedTarget,
};

export const TARGET_NAMES = Object.keys(TARGETS);

export function loadTarget(name: string): Promise<Target> {
  return TARGETS[name]();
}
