import { parentPort, workerData } from 'node:worker_threads';
import { Rng } from '@modeseek/core';

parentPort?.postMessage(new Rng(workerData.seed).uniform());
