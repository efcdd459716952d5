import { get } from 'node:http';

/** What a page asks for, one after the other; then once more. */
const PATHS = [
  '',
  'events',
  '0/',
  '0/events',
  '0/files/mesh.glb',
  '0/files/events.jsonl',
  '1/events',
  '1/files/mesh.glb',
  'none',
];

/** Milliseconds that a reader stays with an event stream. */
const STAY_MS = 500;

/** Reads from a viewer until it is over. @returns how many requests were made */
export async function readAndGo(url: string, first: number, isOver: () => boolean): Promise<number> {
  let count = 0;
  for (; !isOver(); count++) {
    await readOne(`${url}${PATHS[(first + count) % PATHS.length]}`, (first + count) % 3 === 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return count;
}

/** @param lazy whether the reader does not read what comes, and then goes without a word */
function readOne(url: string, lazy: boolean): Promise<void> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      if (!lazy) response.resume();
      response.on('end', resolve).on('error', () => resolve());
    });
    request.on('error', () => resolve()).on('close', resolve);
    setTimeout(() => request.destroy(), STAY_MS);
  });
}
