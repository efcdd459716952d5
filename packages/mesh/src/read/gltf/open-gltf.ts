import { type CheckedGltf, checkGltf, type GltfLimits, glbChunks, isRecord, UserError } from '@modeseek/core';
import { type Beside, READ_LIMITS } from '../reader.ts';

const LIMITS: GltfLimits = {
  things: 100_000,
  depth: 500,
  drawn: READ_LIMITS.drawn,
  zeros: 2 ** 28,
  unpacked: 2 ** 30,
  pixels: 2 ** 28,
  pixelsTogether: 2 ** 32,
};

const DATA_URI = /^data:[^,]{0,200}?(;base64)?,/;

/**
 * A glTF or GLB with all that it names: data URIs, and files beside it.
 * @throws UserError with what is wrong with it, in words
 */
export function openGltf(bytes: Uint8Array, beside: Beside): CheckedGltf {
  const isGlb = bytes[0] === 0x67;
  const { json, binary } = isGlb ? glbChunks(bytes) : { json: parse(bytes), binary: undefined };
  const open = (uri: string) => {
    const data = DATA_URI.exec(uri);
    return data ? dataOf(uri, data[0].length, data[1] !== undefined) : beside.open(pathOf(uri));
  };
  return checkGltf(withScene(json), { binary, open }, LIMITS);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new UserError('it is no JSON');
  }
}

function dataOf(uri: string, start: number, isBase64: boolean): Uint8Array {
  const text = uri.slice(start);
  if (!isBase64) throw new UserError('its data are not in base 64');
  let decoded: string;
  try {
    decoded = atob(text);
  } catch {
    throw new UserError('its data are not in base 64');
  }
  const bytes = new Uint8Array(decoded.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = decoded.charCodeAt(i);
  return bytes;
}

function pathOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    throw new UserError('it names a file in a way that is none');
  }
}

/** With a scene of all nodes that are in no other, where it has none. */
function withScene(json: unknown): unknown {
  if (!isRecord(json) || !Array.isArray(json.nodes) || json.scenes !== undefined) return json;
  const inner = new Set<unknown>();
  for (const node of json.nodes) {
    if (isRecord(node) && Array.isArray(node.children)) for (const child of node.children) inner.add(child);
  }
  const nodes = json.nodes.map((_, i) => i).filter((i) => !inner.has(i));
  return { ...json, scene: 0, scenes: [{ nodes }] };
}
