import { parentPort, workerData } from 'node:worker_threads';
import { renderObject } from './picture-data.ts';

const { split, views, size, words } = workerData;

parentPort?.on('message', ({ concept, number }) => {
  parentPort?.postMessage(renderObject(split, concept, number, views, size, words));
});
