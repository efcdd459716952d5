import { createRequire } from 'node:module';
import type { Beside } from '../read/reader.ts';

/** What glTF-Validator, of those who make glTF, says of a file. */
export interface GltfValidity {
  errors: number;
  warnings: number;
  infos: number;
  /** The first of them, a line each. */
  messages: string[];
}

/** Of `gltf-validator`, which has no types. */
interface Validator {
  validateBytes(
    bytes: Uint8Array,
    options: {
      maxIssues: number;
      ignoredIssues: string[];
      externalResourceFunction: (uri: string) => Promise<Uint8Array>;
    },
  ): Promise<{
    issues: {
      numErrors: number;
      numWarnings: number;
      numInfos: number;
      messages: Issue[];
    };
    info?: { extensionsUsed?: string[] };
  }>;
}

interface Issue {
  code: string;
  message: string;
  severity: number;
  pointer?: string;
}

const MOST_MESSAGES = 100;
/** That the validator does not know an extension says nothing of the file. */
const OF_ITSELF = ['UNSUPPORTED_EXTENSION'];
/** What it says where it does not know an extension: by code, and by what of the file that is about. */
const OF_UNKNOWN: Record<string, RegExp> = {
  EXT_meshopt_compression: /^UNUSED_OBJECT \/buffers\//,
  KHR_draco_mesh_compression: /^UNUSED_OBJECT \/bufferViews\//,
  KHR_texture_basisu: /^(UNUSED_OBJECT|VALUE_NOT_IN_LIST|IMAGE_UNRECOGNIZED_FORMAT) \/images\//,
};
/** By number. Hints, the fourth, are no faults, and left out. */
const SEVERITIES = ['error', 'warning', 'info'];

/** Has a glTF or GLB validated. One on which the validator itself fails is wrong. */
export async function validateGltf(bytes: Uint8Array, beside: Beside): Promise<GltfValidity> {
  const validator: Validator = createRequire(import.meta.url)('gltf-validator');
  let result: Awaited<ReturnType<Validator['validateBytes']>>;
  try {
    result = await validator.validateBytes(bytes, {
      maxIssues: MOST_MESSAGES,
      ignoredIssues: OF_ITSELF,
      externalResourceFunction: async (uri) => beside.open(decodeURIComponent(uri)),
    });
  } catch {
    // Such as text when its stack is full.
    return { errors: 1, warnings: 0, infos: 0, messages: ['error: it cannot be validated'] };
  }
  const { issues, info } = result;
  const unknown = (info?.extensionsUsed ?? []).flatMap((name) =>
    Object.hasOwn(OF_UNKNOWN, name) ? OF_UNKNOWN[name] : [],
  );
  const isUnknown = ({ code, pointer }: Issue) =>
    unknown.some((pattern) => pattern.test(`${code} ${pointer}`));
  const left = (count: number, severity: number) =>
    count - issues.messages.filter((issue) => issue.severity === severity && isUnknown(issue)).length;
  return {
    errors: left(issues.numErrors, 0),
    warnings: left(issues.numWarnings, 1),
    infos: left(issues.numInfos, 2),
    messages: issues.messages
      .filter((issue) => issue.severity < SEVERITIES.length && !isUnknown(issue))
      .map(
        ({ severity, code, message, pointer }) =>
          `${SEVERITIES[severity]} ${code}: ${message}${pointer ? ` (${pointer})` : ''}`,
      ),
  };
}
