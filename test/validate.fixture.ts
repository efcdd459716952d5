import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * What glTF-Validator says of a file; in a process of its own, as it knows Jest's typed arrays for strangers.
 */
export function validateGlb(file: string): {
  issues: { messages: unknown[] };
  info: { totalTriangleCount: number } & Record<string, unknown>;
} {
  const validator = createRequire(import.meta.url).resolve('gltf-validator');
  const program = `
    const bytes = new Uint8Array(require('node:fs').readFileSync(process.argv[1]));
    require(process.argv[2]).validateBytes(bytes).then((report) => console.log(JSON.stringify(report)));
  `;
  return JSON.parse(
    execFileSync(process.execPath, ['--eval', program, file, validator], { encoding: 'utf8' }),
  );
}
