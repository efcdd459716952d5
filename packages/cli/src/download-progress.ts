import type { PullProgress } from '@modeseek/hub';
import { bar } from './bar.ts';
import { bytesForPeople } from './bytes.ts';
import { printable } from './printable.ts';
import type { ProgressStream } from './progress.ts';

/**
 * Shows how far a download is: on a terminal one line that is redrawn for each percent, else a line for each
 * tenth.
 */
export function showDownload(stream: ProgressStream): (progress: PullProgress | 'done') => void {
  let shown = -1;
  return (progress) => {
    if (progress === 'done') {
      if (stream.isTTY && shown >= 0) stream.write('\r\x1b[K');
      return;
    }
    const { path, done, total } = progress;
    const share = total === 0 ? 1 : done / total;
    const steps = Math.floor(share * (stream.isTTY ? 100 : 10));
    if (steps === shown) return;
    shown = steps;
    const text = `${Math.floor(share * 100)} %  ${bytesForPeople(done)} of ${bytesForPeople(total)}  ${path}`;
    if (stream.isTTY) {
      stream.write(`\r${printable(`${bar(share)}  ${text}`).slice(0, (stream.columns ?? 80) - 1)}\x1b[K`);
    } else {
      stream.write(`${printable(text)}\n`);
    }
  };
}
