// Runs a command of the program and prints, as JSON, which files this process has loaded by then; `null` when
// the command was refused. Run by loaded-modules.test.ts.
import { existsSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/** Whatever the engine compiles in this thread, from now on and before, however it was loaded. */
function watchScripts(): string[] {
  const urls: string[] = [];
  const session = new Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
  session.post('Debugger.enable');
  return urls;
}

/** Files that are mapped into memory, by any thread; none where the system does not tell. */
function mappedFiles(): string[] {
  const path = '/proc/self/maps';
  return existsSync(path) ? (readFileSync(path, 'utf8').match(/\/\S+$/gm) ?? []) : [];
}

const scripts = watchScripts();
const { runCommandLine } = await import('@modeseek/cli/src/command-line.ts');
const code = await runCommandLine(process.argv.slice(2));
if (code !== 0 && code !== 2) throw new Error(`the command ended with code ${code}`);
console.log(JSON.stringify(code === 0 ? [...new Set([...scripts, ...mappedFiles()])] : null));
