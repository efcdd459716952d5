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
      messages: { code: string; message: string; severity: number; pointer?: string }[];
    };
  }>;
}

const MOST_MESSAGES = 100;
/** That the validator does not know an extension says nothing of the file. */
const OF_ITSELF = ['UNSUPPORTED_EXTENSION'];
/** By number. Hints, the fourth, are no faults, and left out. */
const SEVERITIES = ['error', 'warning', 'info'];

/** Has a glTF or GLB validated. One on which the validator itself fails is wrong. */
export async function validateGltf(bytes: Uint8Array, beside: Beside): Promise<GltfValidity> {
  const validator: Validator = createRequire(import.meta.url)('gltf-validator');
  let issues: Awaited<ReturnType<Validator['validateBytes']>>['issues'];
  try {
    ({ issues } = await validator.validateBytes(bytes, {
      maxIssues: MOST_MESSAGES,
      ignoredIssues: OF_ITSELF,
      externalResourceFunction: async (uri) => beside.open(decodeURIComponent(uri)),
    }));
  } catch {
    // Such as text when its stack is full.
    return { errors: 1, warnings: 0, infos: 0, messages: ['error: it cannot be validated'] };
  }
  return {
    errors: issues.numErrors,
    warnings: issues.numWarnings,
    infos: issues.numInfos,
    messages: issues.messages
      .filter(({ severity }) => severity < SEVERITIES.length)
      .map(
        ({ severity, code, message, pointer }) =>
          `${SEVERITIES[severity]} ${code}: ${message}${pointer ? ` (${pointer})` : ''}`,
      ),
  };
}
