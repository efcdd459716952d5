import { setTimeout as sleep } from 'node:timers/promises';
import { shortened, UserError, VERSION } from '@modeseek/core';
import type { HubSettings } from './settings.ts';

/** What is needed to ask the hub. */
export interface HubConnection extends HubSettings {
  /** Waits for so many milliseconds before something is tried again. */
  pause(ms: number): Promise<unknown>;
  /** Milliseconds of silence after which an answer counts as cut. */
  patience: number;
}

/** Opens nothing yet. */
export function connectHub(settings: HubSettings): HubConnection {
  return { ...settings, pause: (ms) => sleep(ms), patience: 60_000 };
}

/** Something that may go well the next time. */
export class Interrupted extends Error {
  override name = 'Interrupted';
  constructor(
    message: string,
    /** Milliseconds that the server asks to wait. */
    readonly after?: number,
  ) {
    super(message);
  }
}

/** How often in a row something may fail without any progress. */
const TRIES = 5;
const FIRST_PAUSE = 500;
/** Longest time that a server may ask to wait, in milliseconds. */
const LONGEST_PAUSE = 300_000;

/**
 * Does something until it goes well.
 * @param attempt throws `Interrupted` when it should be tried again
 * @param progress a number that grows with what is done
 * @throws UserError when it has failed too often
 */
export async function persist<T>(
  hub: HubConnection,
  attempt: () => Promise<T>,
  progress: () => number = () => 0,
): Promise<T> {
  for (let failures = 0; ; ) {
    const before = progress();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      failures = progress() > before ? 1 : failures + 1;
      if (failures === TRIES) throw new UserError(`${error.message}; try again later`);
      await hub.pause(error.after ?? FIRST_PAUSE * 2 ** (failures - 1));
    }
  }
}

/** What a server says. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Its body. Throws `Interrupted` when it ends too early, as far as that can be seen. */
  chunks: AsyncIterable<Uint8Array>;
}

/** What is asked for, for messages: `the file x of a/b`. */
type What = string;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/**
 * Asks once for something, and follows where the hub points to. The token goes to the hub alone, and never
 * unencrypted over a network.
 * @throws UserError when it cannot be had; Interrupted when it may be had the next time
 */
export async function request(
  hub: HubConnection,
  address: string,
  what: What,
  headers: Record<string, string> = {},
): Promise<Answer> {
  if (hub.offline) throw new UserError(`${what} is not here, and no connection may be opened (offline)`);
  let url = new URL(address);
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), hub.patience).unref();
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), hub.patience).unref();
  };
  const explain = (error: unknown) => {
    clearTimeout(timer);
    if (silence.signal.aborted) return new Interrupted(`${url.host} has sent nothing for a while`);
    return explainFailure(error, url.host);
  };
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    let response: Response;
    try {
      response = await fetch(url, {
        redirect: 'manual',
        signal: silence.signal,
        headers: {
          'user-agent': `modeseek/${VERSION}`,
          'accept-encoding': 'identity',
          ...headers,
          ...authorization(hub, url),
        },
      });
    } catch (error) {
      throw explain(error);
    }
    heard();
    const next = response.headers.get('location');
    if (REDIRECTS.has(response.status) && next !== null) {
      await response.body?.cancel();
      const from = url;
      url = URL.canParse(next, url) ? new URL(next, url) : url;
      if (!/^https?:$/.test(url.protocol) || (from.protocol === 'https:' && url.protocol !== 'https:')) {
        clearTimeout(timer);
        throw new UserError(
          `${from.host} points to ${shortened(next)} for ${what}, which is no safe address`,
        );
      }
      continue;
    }
    const refused = await refusal(hub, response, url, what);
    if (refused) {
      clearTimeout(timer);
      await response.body?.cancel().catch(() => {});
      throw refused;
    }
    if (response.status === 416) await response.body?.cancel();
    return { status: response.status, headers: response.headers, chunks: chunks(response) };
  }
  clearTimeout(timer);
  throw new UserError(`${url.host} points from one address to the next for ${what}, and never to it`);

  async function* chunks({ body }: Response) {
    try {
      for await (const chunk of body ?? []) {
        heard();
        yield chunk as Uint8Array;
      }
    } catch (error) {
      throw explain(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * Asks for a text of at most so many bytes, and again where it is cut.
 * @throws UserError
 */
export async function requestText(
  hub: HubConnection,
  address: string,
  what: What,
  limit: number,
): Promise<{ text: string; headers: Headers }> {
  return persist(hub, async () => {
    const { headers, chunks } = await request(hub, address, what);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > limit) {
        throw new UserError(`${new URL(address).host} sends more than ${limit} bytes for ${what}`);
      }
      parts.push(chunk);
    }
    return { text: Buffer.concat(parts).toString(), headers };
  });
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

function authorization(hub: HubConnection, url: URL): Record<string, string> {
  if (url.origin !== new URL(hub.endpoint).origin) return {};
  if (url.protocol !== 'https:' && !LOOPBACK.test(url.hostname)) return {};
  const token = hub.token();
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** What an answer means that is none, by its status; nothing for one that is. */
async function refusal(
  hub: HubConnection,
  { status, headers }: Response,
  { host, origin }: URL,
  what: What,
): Promise<Error | undefined> {
  if (status === 200 || status === 206) {
    if (!/^text\/html\b/i.test(headers.get('content-type') ?? '')) return undefined;
    return new UserError(
      `${host} answers with a web page in place of ${what}; is that the network's sign-in page, or HF_ENDPOINT wrong?`,
    );
  }
  // The part that was asked for begins behind the file's end; who asked knows what to do.
  if (status === 416) return undefined;
  const code = headers.get('x-error-code');
  const said = headers.get('x-error-message');
  const because = said === null ? '' : `: ${shortened(said)}`;
  if (status === 401 || status === 403) {
    if (code === 'GatedRepo') {
      return new UserError(
        `${what} is only for those who have accepted its licence: do so on its page at ${origin}, then set HF_TOKEN to a token of yours`,
      );
    }
    return new UserError(
      hub.token() === undefined
        ? `${host} does not show ${what} without a token: check the name, or set HF_TOKEN to a token from ${origin}/settings/tokens`
        : `${host} does not show ${what} to the owner of this token (${status})${because}: check the name, and that the token (HF_TOKEN, or where the hub's own tools keep it) is valid and may read it`,
    );
  }
  if (status === 404) {
    const missing = code === 'RevisionNotFound' ? 'no such revision' : 'nothing of that name';
    return new UserError(`${host} does not have ${what}: ${missing}; check how it is written`);
  }
  if (status === 429 || status === 408 || status >= 500) {
    const after = readRetryAfter(headers.get('retry-after'));
    const why = status === 429 ? `${host} has been asked too often` : `${host} fails (${status})${because}`;
    if (after !== undefined && after > LONGEST_PAUSE) {
      return new UserError(
        `${why}; it asks to wait for ${Math.ceil(after / 60_000)} minutes: try again then`,
      );
    }
    return new Interrupted(why, after);
  }
  return new UserError(`${host} answers ${status} for ${what}${because}`);
}

/** Seconds, or a date, as milliseconds from now. */
function readRetryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** What ends a connection, as far as it has a name of its own. */
function explainFailure(error: unknown, host: string): Error {
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  const code = cause?.code ?? (error as NodeJS.ErrnoException).code;
  if (/^(CERT_|ERR_TLS|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)/.test(code ?? '')) {
    return new UserError(
      `${host} does not show that it is who it says (${code}); where that is your network's doing, see NODE_EXTRA_CA_CERTS`,
    );
  }
  if (error instanceof TypeError || code !== undefined) {
    const cut = code === undefined || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET';
    return new Interrupted(cut ? `the connection to ${host} was cut` : `${host} cannot be reached (${code})`);
  }
  return error as Error;
}
