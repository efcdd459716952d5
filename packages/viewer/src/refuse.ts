import type { ServerResponse } from 'node:http';

const REASONS: Record<number, string> = {
  400: 'Bad address',
  404: 'Not found',
  405: 'Read only',
  500: 'Error',
  503: 'Too many runs are watched at the same time',
};

/** Answers a request with no, and why. */
export function refuse(response: ServerResponse, status: number, reason = REASONS[status]): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${reason}\n`);
}
