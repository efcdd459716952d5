import { parentPort } from 'node:worker_threads';
import { turnTelemetryOff } from './telemetry.ts';

try {
  turnTelemetryOff();
  parentPort?.postMessage('off');
} catch (error) {
  parentPort?.postMessage((error as Error).message);
}
