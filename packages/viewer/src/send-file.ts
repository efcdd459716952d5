import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { faultLine, openPlainFile } from './plain-file.ts';
import { refuse } from './refuse.ts';
import { servedAs } from './run-directory.ts';
import type { Turns } from './turns.ts';

/** Bytes that are in memory for each reader. */
const CHUNK_BYTES = 2 ** 14;

/**
 * Answers with a file of the run; only names on the list of known ones reach the file system. Ours, not sirv:
 * it goes on past the length announced when a file grows, follows links, and one that vanishes ends its
 * process.
 */
export async function sendRunFile(
  request: IncomingMessage,
  response: ServerResponse,
  run: string,
  name: string,
  turns: Turns,
): Promise<void> {
  const served = servedAs(name);
  if (!served) return refuse(response, 404);
  let opened: Awaited<ReturnType<typeof openPlainFile>>;
  try {
    opened = await openPlainFile(run, name, served.limit);
  } catch (error) {
    return refuse(response, 404, faultLine(name, error));
  }
  if (!opened) return refuse(response, 404);
  const { file, stat } = opened;
  try {
    response.writeHead(200, { 'Content-Type': served.mediaType, 'Content-Length': stat.size });
    if (request.method === 'HEAD' || stat.size === 0) response.end();
    else await pipeline(chunks, response);
  } finally {
    await file.close();
  }

  /** As long as announced, although the file may be growing. @throws Error when it has become shorter */
  async function* chunks() {
    for (let sent = 0; sent < stat.size; ) {
      const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, stat.size - sent));
      const read = () => file.read(chunk, 0, chunk.length, sent);
      // The beginning at once: most files are small.
      const { bytesRead } = await (sent === 0 ? read() : turns.take(read));
      if (bytesRead === 0) throw new Error(`${name} was cut while it was sent`);
      sent += bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  }
}
