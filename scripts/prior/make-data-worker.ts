import { parentPort, workerData } from 'node:worker_threads';
import { renderObject } from './picture-data.ts';

parentPort?.on('message', ({ concept, number }) => {
  parentPort?.postMessage(renderObject(workerData.split, concept, number, workerData.words));
});
