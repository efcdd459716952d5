import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startViewer } from '@modeseek/viewer';
import type { Command } from '../command.ts';
import { wholeFlag } from '../flags.ts';
import { interruptible } from '../interrupt.ts';
import { print, tell } from '../say.ts';

interface ViewFlags {
  run: string;
  port: number;
  host: string;
  open: boolean;
}

export const viewCommand: Command<ViewFlags> = {
  command: 'view [run]',
  describe: 'Look at a run in the browser, live while it trains',
  builder: (yargs) =>
    yargs
      .usage(
        '$0 view [run] [flags]\n\nServes a page on this machine that shows the mesh of a run and, while it trains, its progress.',
      )
      .positional('run', { type: 'string', default: 'runs', description: 'Folder of a run, or of several' })
      .options({
        port: {
          type: 'string',
          requiresArg: true,
          default: '0',
          description: 'TCP port; 0 takes a free one',
        },
        host: {
          type: 'string',
          requiresArg: true,
          default: '127.0.0.1',
          description:
            'Address; one that other machines reach shows the run to whoever has the address that is printed',
        },
        open: { type: 'boolean', default: true, description: 'Open the browser; --no-open does not' },
      })
      .coerce({ port: wholeFlag('port', 0, 65535) })
      .example([
        ['$0 view runs/a-hamburger', 'one run'],
        ['$0 view --port 8080 --no-open', 'all of runs/, always at the same address'],
      ]),
  handler: async ({ run, port, host, open }) => {
    const viewer = await startViewer({ runDirectory: run, port, host });
    print(`${viewer.url} shows ${run}; Ctrl-C ends it`);
    if (viewer.open) {
      tell('Other machines reach it: whoever has the whole address sees the runs, and nothing is encrypted.');
    }
    if (open) openBrowser(viewer.url);
    const { signal, exitCode, done } = interruptible(() => {});
    await once(signal, 'abort');
    await viewer.close();
    done();
    process.exitCode = exitCode();
  },
};

/**
 * Asks the system to show an address. Where there is no browser nothing happens: the address has been
 * printed.
 */
function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
