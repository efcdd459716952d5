import { UserError } from './errors.ts';

const [GLB, JSON_CHUNK, BINARY_CHUNK] = [0x46546c67, 0x4e4f534a, 0x004e4942];

/**
 * The description and the binary data of a GLB, which is empty where there is none.
 * https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html#glb-file-format-specification
 * @throws UserError when it is none, or cut, in words
 */
export function glbChunks(glb: Uint8Array): { json: unknown; binary: Uint8Array } {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  if (glb.byteLength < 20 || view.getUint32(0, true) !== GLB) throw new UserError('it is no GLB');
  if (view.getUint32(4, true) !== 2) throw new UserError('it is no GLB of version 2');
  const within = (end: number) => {
    if (end > glb.byteLength) throw new UserError('it claims more than it holds');
  };
  within(view.getUint32(8, true));
  let json: unknown;
  let binary: Uint8Array = new Uint8Array();
  for (let start = 12; start + 8 <= glb.byteLength; ) {
    const [length, type] = [view.getUint32(start, true), view.getUint32(start + 4, true)];
    within(start + 8 + length);
    const chunk = glb.subarray(start + 8, start + 8 + length);
    if (start === 12 && type === JSON_CHUNK) json = parse(chunk);
    else if (type === BINARY_CHUNK && binary.length === 0) binary = chunk;
    start += 8 + length;
  }
  if (json === undefined) throw new UserError('its description is damaged');
  return { json, binary };
}

function parse(chunk: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(chunk));
  } catch {
    return undefined;
  }
}
