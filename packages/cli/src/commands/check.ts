import { UserError } from '@modeseek/core';
import { figureRows, READ_FORMATS } from '@modeseek/mesh';
import { CHECK_SECONDS, checkMeshInThread, type MeshReport } from '@modeseek/mesh/node';
import type { Command } from '../command.ts';
import { wholeFlag } from '../flags.ts';
import { report as tellError } from '../report.ts';
import { print, printJson, printTable } from '../say.ts';

interface CheckFlags {
  files: string[];
  seconds: number;
  json: boolean;
}

/** Exit code where something is wrong with a mesh. */
const UNSOUND = 1;

export const checkCommand: Command<CheckFlags> = {
  command: 'check <files..>',
  describe: 'Say what is right and wrong with meshes, whoever made them',
  builder: (yargs) =>
    yargs
      .usage(
        `$0 check <files..> [flags]\n\nSays what is right and wrong with meshes, whoever made them: ${READ_FORMATS.join(', ')}. Exits with 0 when they are sound, 1 when something is wrong with one, 2 when one cannot be read. docs/check.md explains each figure.`,
      )
      .positional('files', { type: 'string', array: true, description: 'Files of meshes' })
      .options({
        seconds: {
          type: 'string',
          requiresArg: true,
          default: String(CHECK_SECONDS),
          description: 'Most seconds for a file, 1 to 86400',
        },
        json: { type: 'boolean', default: false, description: 'Print a line of JSON for each file' },
      })
      .coerce({ seconds: wholeFlag('seconds', 1, 86_400) })
      .example([
        ['$0 check runs/a-mug/mesh.glb', 'one'],
        ['$0 check *.stl --json', 'for scripts'],
      ]),
  handler: async ({ files, seconds, json }) => {
    let exitCode = 0;
    for (const file of files) {
      try {
        if (file.trim() === '') throw new UserError('the name of a file is empty');
        const report = await checkMeshInThread(file, seconds);
        if (!report.sound) exitCode = Math.max(exitCode, UNSOUND);
        if (json) printJson(report);
        else show(report);
      } catch (error) {
        // The others are checked all the same.
        exitCode = Math.max(exitCode, tellError(error, 'modeseek check'));
      }
    }
    process.exitCode = exitCode;
  },
};

function show({ file, figures, faults, gltf, notes }: MeshReport): void {
  print(`${file}: ${faults.length === 0 ? 'nothing is wrong' : faults.join('; ')}`);
  const rows = figureRows(figures).map(({ title, text, isWrong }) => [isWrong ? ' ✗' : '', title, text]);
  if (gltf) {
    const { errors, warnings, infos } = gltf;
    const counts = `${errors} errors, ${warnings} warnings, ${infos} infos`;
    rows.push([errors > 0 ? ' ✗' : '', 'glTF-Validator', counts]);
  }
  printTable(rows);
  for (const line of [...(gltf?.messages ?? []), ...notes]) print(`  ${line}`);
  print('');
}
