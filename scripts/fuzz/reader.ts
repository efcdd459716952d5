import { get } from 'node:http';

/** What a page asks for, one after the other; then once more. All are there but the last. */
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

/** Of requests: how many were answered as they should, not at all within the time that a reader stays, and wrongly. */
export interface Answers {
  right: number;
  none: number;
  wrong: number;
}

/** Reads from a viewer until it is over. */
export async function readAndGo(url: string, first: number, isOver: () => boolean): Promise<Answers> {
  const answers: Answers = { right: 0, none: 0, wrong: 0 };
  for (let n = first; !isOver(); n++) {
    const path = PATHS[n % PATHS.length];
    const status = await readOne(`${url}${path}`, n % 3 === 0);
    const right = path === 'none' ? status === 404 : status === 200 || isReplaced(path, status);
    answers[status === undefined ? 'none' : right ? 'right' : 'wrong']++;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return answers;
}

/** While a run is replaced by another its files are not there for a moment. */
function isReplaced(path: string, status: number | undefined): boolean {
  return /^\d/.test(path) && status === 404;
}

/** @param lazy whether the reader does not read what comes, and then goes without a word @returns the status */
function readOne(url: string, lazy: boolean): Promise<number | undefined> {
  return new Promise((resolve) => {
    let status: number | undefined;
    const end = () => resolve(status);
    const request = get(url, { agent: false }, (response) => {
      status = response.statusCode;
      if (!lazy) response.resume();
      response.on('end', end).on('error', end);
    });
    request.on('error', end).on('close', end);
    setTimeout(() => request.destroy(), STAY_MS);
  });
}
