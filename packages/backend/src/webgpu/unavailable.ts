import { UserError } from '@modeseek/core';

/** WebGPU cannot be had. */
export class WebGpuUnavailable extends UserError {
  /** @param reason without what to do about it */
  constructor(readonly reason: string) {
    super(`${reason}; use --backend wasm`);
  }
}
