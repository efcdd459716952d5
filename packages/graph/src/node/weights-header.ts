import { existsSync } from 'node:fs';
import {
  decodeSafetensorsHeader,
  SAFETENSORS_HEADER_BYTES,
  type SafetensorsEntry,
  UserError,
} from '@modeseek/core';
import { readFileBeginning } from '@modeseek/node';

/** How a file begins that stands for one that git has left with its server. */
const LFS_POINTER = 'version https://git-lfs';

/**
 * The tensors of a file of weights, as its header says; the rest is not read.
 * @throws UserError when it is not there, or damaged, with what to do
 */
export function readWeightsHeader(path: string): SafetensorsEntry[] {
  checkModelFile(path);
  const { bytes, size } = readFileBeginning(path, SAFETENSORS_HEADER_BYTES);
  try {
    return decodeSafetensorsHeader(bytes, size, path).tensors;
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message}; fetch the file again`) : error;
  }
}

/**
 * Makes sure that a file of a model is there itself, and not in name alone.
 * @throws UserError when it is a link to nothing, or git has not fetched it
 */
export function checkModelFile(path: string): void {
  if (!existsSync(path)) {
    throw new UserError(
      `${path} is a link to nothing: what it stands for was removed; fetch the model again`,
    );
  }
  const { bytes } = readFileBeginning(path, LFS_POINTER.length);
  if (bytes.toString() !== LFS_POINTER) return;
  throw new UserError(`${path} stands for a file that git has not fetched; run "git lfs pull" in its folder`);
}
