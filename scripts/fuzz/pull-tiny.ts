import { randomBytes } from 'node:crypto';
import { encodeSafetensors } from '@modeseek/core';
import { startHub } from '@modeseek/hub/src/hub.fixture.ts';
import { modelFiles } from '@modeseek/priors/src/node/model-folder.fixture.ts';
import type { Sandbox } from './sandbox.ts';

const ID = 'somebody/model';
/** Bytes: enough to come in several pieces. */
const WEIGHTS = 3_000_000;
/** What is said of a model before it comes. */
export const PULL_SAYS = /^somebody\/model, licence: /;

/** Pulls a model of the sandbox's hub into `PULLED` of the folder that it works in. */
export const PULL_TINY = ['models', 'pull', ID, '--yes', '--json'];
export const PULLED = 'hub';
/** Its files by their names, as links to what they hold or, where there can be no links, themselves. */
export const PULLED_FILES = 'hub/models--somebody--model/snapshots';

/** Starts a hub, and tells the sandbox's programs of it. */
export async function serveTinyModel(sandbox: Sandbox): Promise<void> {
  const data = new Float32Array(randomBytes(WEIGHTS).buffer.slice(0, WEIGHTS));
  const weights = encodeSafetensors({ tensors: { a: { shape: [data.length], data } }, metadata: {} });
  const files = { ...modelFiles('float16'), 'unet/diffusion_pytorch_model.fp16.safetensors': weights };
  const hub = await startHub({ id: ID, files, card: { license: 'openrail' } });
  sandbox.atEnd(() => hub.stop());
  const none = { HF_HUB_OFFLINE: '', HF_TOKEN: '' };
  Object.assign(sandbox.env, { HF_ENDPOINT: hub.endpoint, HF_HUB_CACHE: PULLED, ...none });
}
