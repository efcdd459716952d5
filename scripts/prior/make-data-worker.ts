import { parentPort, workerData } from 'node:worker_threads';
import { renderObject } from './picture-data.ts';

const { split, views, words } = workerData;

parentPort?.on('message', ({ concept, number }) => {
  parentPort?.postMessage(renderObject(split, concept, number, views, words));
});
