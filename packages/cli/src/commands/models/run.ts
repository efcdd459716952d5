import { existsSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { decodeNumbers, encodeSafetensors, UserError } from '@modeseek/core';
import { PARTS, type PartName, PRECISIONS } from '@modeseek/graph';
import { type Provider, runNetwork } from '@modeseek/graph/node';
import { readBoundedFile } from '@modeseek/node';
import { readModelFolder } from '@modeseek/priors/node';
import type { Command } from '../../command.ts';
import { readChoice } from '../../flags.ts';
import { modelFolder } from '../../model-folder.ts';
import { checkOutputFile, writeOutputFile } from '../../output-file.ts';
import { print, printJson } from '../../say.ts';

interface RunFlags {
  model: string;
  part: string;
  in: string;
  out: string;
  backend: string;
  precision: string;
  json: boolean;
}

const PART_NAMES = Object.keys(PARTS) as PartName[];
export const PROVIDERS: readonly Provider[] = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'];
/** Most bytes of a file of tensors: those of a dozen pictures of 1024 pixels, or of hundreds of prompts. */
const LARGEST_INPUT = 2 ** 27;

export const runCommand: Command<RunFlags> = {
  command: 'run <model>',
  describe: 'Run one network of a model on given tensors',
  builder: (yargs) =>
    yargs
      .usage(
        "$0 models run <model> --part unet --in IN.safetensors --out OUT.safetensors [flags]\n\nRuns one network of a model once, so that it can be compared with diffusers. Tensors have diffusers' names: text_encoder takes input_ids; unet takes sample, timestep and encoder_hidden_states, of MVDream camera too; vae_encoder and vae_decoder take sample. The result is output: of the encoder the mean of the latents' distribution, not scaled.",
      )
      .positional('model', {
        type: 'string',
        description: 'A folder, or a model of the hub that was downloaded',
      })
      .options({
        part: {
          type: 'string',
          requiresArg: true,
          demandOption: true,
          description: `Which network: ${PART_NAMES.join(', ')}`,
        },
        in: { type: 'string', requiresArg: true, demandOption: true, description: 'Tensors to run it on' },
        out: { type: 'string', requiresArg: true, demandOption: true, description: 'File of the result' },
        backend: {
          type: 'string',
          requiresArg: true,
          default: 'cpu',
          description: `On what: ${PROVIDERS.join(', ')}, as far as ONNX Runtime has them here`,
        },
        precision: {
          type: 'string',
          requiresArg: true,
          default: 'float32',
          description: `In what it computes: ${PRECISIONS.join(' or ')}`,
        },
        json: { type: 'boolean', default: false, description: 'Print as one line of JSON' },
      })
      .example([['$0 models run models/sd15 --part unet --in in.safetensors --out out.safetensors', '']]),
  handler: async (flags) => {
    const part = readChoice('part', flags.part, PART_NAMES);
    const provider = readChoice('backend', flags.backend, PROVIDERS);
    const precision = readChoice('precision', flags.precision, PRECISIONS);
    const folder = folderWith(part, modelFolder(flags.model));
    checkOutput(flags.out, flags.in, folder);
    const given = {
      tensors: decodeNumbers(readBoundedFile(flags.in, LARGEST_INPUT), flags.in),
      source: flags.in,
    };
    const threads = availableParallelism();
    const { shape, data } = await runNetwork(folder, part, given, { provider, threads, precision });
    const tensors = { output: { shape: [...shape], data } };
    writeOutputFile(flags.out, encodeSafetensors({ tensors, metadata: {} }));
    if (flags.json) printJson({ out: flags.out, shape });
    else print(`${flags.out}: output [${shape.join(', ')}]`);
  },
};

/**
 * A folder that has at least one part of a model.
 * @throws UserError that says what it is instead
 */
function folderWith(part: PartName, folder: string): string {
  if (!existsSync(join(folder, PARTS[part].folder))) readModelFolder(folder);
  return folder;
}

/** @throws UserError when the result cannot be written, or would replace what it is made of */
function checkOutput(out: string, input: string, folder: string): void {
  checkOutputFile(out);
  if (!existsSync(out)) return;
  const place = realpathSync(out);
  const refuse = (why: string) => new UserError(`${out} ${why}; choose another file with --out`);
  const name = relative(realpathSync(folder), place);
  // Of another drive, it is absolute.
  if (!name.startsWith('..') && !isAbsolute(name)) throw refuse('is a file of the model itself');
  if (existsSync(input) && realpathSync(input) === place) throw refuse('is the file of --in');
}
