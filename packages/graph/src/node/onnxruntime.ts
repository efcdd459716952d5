import { turnTelemetryOff } from '@modeseek/node';

export type OnnxRuntime = typeof import('onnxruntime-node');

/**
 * ONNX Runtime, which sends nothing anywhere. Nothing else imports it (`test/privacy.test.ts`). Loaded when
 * it is asked for, so that a missing or foreign native library is an error that can be caught.
 * @throws UserError in a worker thread that was started before telemetry was off
 */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  turnTelemetryOff();
  return import('onnxruntime-node');
}
