import { inspectMachine, type MachineReport, modelDevice } from '@modeseek/backend';
import { UserError } from '@modeseek/core';
import { listModels } from '@modeseek/priors/node';
import type { Command } from '../command.ts';
import { printJson, printTable } from '../say.ts';

/** The embedded model, or why it cannot be used. */
interface ModelReport {
  name: string;
  version: string;
  concepts: number;
  problem?: string;
}

export const doctorCommand: Command<{ json: boolean }> = {
  command: 'doctor',
  describe: 'Say what this machine has and what a run would use',
  builder: (yargs) =>
    yargs
      .usage('$0 doctor [flags]\n\nSays what this machine has, and what a run would use.')
      .options({ json: { type: 'boolean', default: false, description: 'Print as one line of JSON' } })
      .example([['$0 doctor --json', 'for scripts and bug reports']]),
  handler: async ({ json }) => {
    const machine = await inspectMachine();
    const model = inspectModel();
    const run = describeRun(machine);
    const rows = [...rowsOf(machine, model), ['a run: field', run.field], ['a run: model', run.model]];
    if (json) printJson({ machine, model, run });
    else printTable(rows);
    if (model.problem !== undefined) process.exitCode = 1;
  },
};

function inspectModel(): ModelReport {
  try {
    const [{ info }] = listModels();
    return { name: info.name, version: info.version, concepts: info.concepts.length };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name: 'embedded', version: '', concepts: 0, problem: error.message };
  }
}

/** What computes in a run with default settings, by its parts. */
function describeRun({ auto, cpu }: MachineReport): { field: string; model: string } {
  const field = auto.backend === 'webgpu' ? 'webgpu' : `${auto.backend}, ${auto.threads} threads`;
  const device = modelDevice({ hardwareGpu: auto.backend === 'webgpu', threads: auto.threads });
  return {
    field: `${field} (${auto.reason})`,
    model: `onnxruntime on the ${device === 'webgpu' ? 'GPU (WebGPU)' : `processor, ${cpu.cores} threads`}`,
  };
}

function rowsOf(machine: MachineReport, model: ModelReport): string[][] {
  const { cpu, memoryMiB, webassembly, adapter, onnxruntime, tensorflow, versions } = machine;
  return [
    ['Node', machine.node],
    ['system', machine.platform],
    ['processor', `${cpu.model}, ${cpu.cores} cores`],
    ['memory', `${memoryMiB.total} MiB, ${memoryMiB.free} MiB free`],
    [
      'WebAssembly',
      [
        webassembly.threads ? 'threads' : 'no threads',
        webassembly.relaxedSimd ? 'relaxed SIMD' : 'SIMD',
      ].join(', '),
    ],
    ['WebGPU', adapter ? adapter.description : 'no adapter answers'],
    [
      'onnxruntime',
      onnxruntime
        ? `${onnxruntime.version}: ${onnxruntime.providers.join(', ') || 'does not load'}`
        : 'not installed',
    ],
    ['TensorFlow', describeTensorflow(tensorflow)],
    ...Object.entries(versions),
    ['model', model.problem ?? `${model.name} ${model.version}, ${model.concepts} objects`],
  ];
}

/** It is optional, so that a problem with it is one of those who want it. */
function describeTensorflow({ binding, problem }: MachineReport['tensorflow']): string {
  if (problem !== null) return `not to be used (optional): ${problem}`;
  return `${binding!.name} ${binding!.version}`;
}
