import type { JSONDocument } from '@gltf-transform/core';
import type { MeshFormat } from './format.ts';
import { gltfToWrite } from './gltf-document.ts';

export const gltf: MeshFormat<'gltf'> = {
  name: 'gltf',
  title: 'glTF 2.0 in one JSON file, buffer and texture embedded as data URIs',
  holds: 'textures',
  forEngines: true,
  compresses: true,
  places: true,
  async encode(model, stem, options) {
    const { document, io } = await gltfToWrite(model, options);
    return [{ name: `${stem}.gltf`, bytes: embedResources(await io.writeJSON(document)) }];
  },
};

/** The JSON of a glTF with every file that it names replaced by a data URI. */
function embedResources({ json, resources }: JSONDocument): Uint8Array {
  const embed = (item: { uri?: string }, type: string) => {
    if (item.uri && resources[item.uri]) {
      item.uri = `data:${type};base64,${base64(resources[item.uri])}`;
    }
  };
  for (const item of json.buffers ?? []) embed(item, 'application/octet-stream');
  for (const item of json.images ?? []) embed(item, item.mimeType ?? 'image/png');
  return new TextEncoder().encode(JSON.stringify(json));
}

/** In pieces: a call takes no more than some ten thousand arguments. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(text);
}
