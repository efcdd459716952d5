import { expect, test } from '@jest/globals';
import { showDownload } from './download-progress.ts';

function shown(isTTY: boolean): string {
  let text = '';
  const stream = {
    isTTY,
    columns: 200,
    write: (more: string) => {
      text += more;
    },
  };
  const show = showDownload(stream);
  for (let done = 0; done <= 4e9; done += 4e6) show({ path: 'unet/a\x1b.safetensors', done, total: 4e9 });
  show('done');
  return text;
}

test('on a terminal a bar, once for each percent, and nothing is left of it', () => {
  const text = shown(true);
  expect(text.split('\r')).toHaveLength(101 + 2);
  expect(text).toContain('▕████████████            ▏  50 %  2.0 GB of 4.0 GB  unet/a\\x1b.safetensors\x1b[K');
  expect(text.endsWith('\r\x1b[K')).toBe(true);
});

test('elsewhere a line for each tenth', () => {
  const lines = shown(false).trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines[1]).toBe('10 %  400.0 MB of 4.0 GB  unet/a\\x1b.safetensors');
});
