import { isMainThread } from 'node:worker_threads';
import { UserError } from '@modeseek/core';

/**
 * The environment in which native libraries send nothing. Without it ONNX Runtime's builds for Linux and
 * macOS tell Microsoft what they are used for, keep a device id in the home folder, and write a log of a
 * foreseeable name into the temporary one. For processes that are started: `{ ...process.env,
 * ...WITHOUT_TELEMETRY }`.
 */
export const WITHOUT_TELEMETRY = { ORT_DISABLE_TELEMETRY: '1' } as const;

/**
 * Turns the telemetry of native libraries off in this process. To be called before they start: they look
 * once, into the environment of the process itself. A worker thread has only a copy of that, so for a thread
 * it must have been called before the thread started.
 * @throws UserError in a worker thread that was started without
 */
export function turnTelemetryOff(): void {
  if (isMainThread) Object.assign(process.env, WITHOUT_TELEMETRY);
  for (const [name, value] of Object.entries(WITHOUT_TELEMETRY)) {
    if (process.env[name] === value) continue;
    throw new UserError(
      `a worker thread cannot turn off the telemetry of ONNX Runtime: start the program with ${name}=${value} in its environment`,
    );
  }
}
