import {
  type Check,
  isList,
  isObject,
  isOptional,
  isRecord,
  isText,
  isWhole,
  UserError,
} from '@modeseek/core';
import type { Checksum } from './checksum.ts';
import { type HubConnection, requestText } from './connection.ts';
import { COMMIT, type ModelId } from './model-id.ts';

/** A file of a model on the hub. */
export interface HubFile {
  /** Relative to the model, with slashes. */
  path: string;
  /** Bytes. */
  size: number;
  checksum: Checksum;
}

/** A model on the hub, at one commit. */
export interface Repository extends ModelId {
  /** 40 hexadecimal digits. */
  commit: string;
  /** As its page states it, such as `creativeml-openrail-m`; empty where it states none. */
  licence: string;
  /** Where the model is described, and its licence can be read. */
  page: string;
  files: HubFile[];
}

const MIB = 2 ** 20;
const MOST_FILES = 20_000;
const MOST_PAGES = 40;

/** Names that are the same on every system, and lead nowhere else. */
const PATH = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.+@-]+(?:\/[\w.+@-]+)*$/;
const SHA256 = /^[0-9a-f]{64}$/;

const isInfo = isObject({ sha: isText(40, COMMIT), cardData: isOptional(isCard) });
const isEntry = isObject({ type: isText(20), path: isText(1000) });
const isFile = isObject({
  size: isWhole(0, 2 ** 42),
  oid: isText(40, COMMIT),
  lfs: isOptional(isObject({ oid: isText(64, SHA256), size: isWhole(0, 2 ** 42) })),
});

function isCard(value: unknown): boolean {
  return value === null || isRecord(value);
}

/**
 * Asks the hub which commit a revision is, what the licence is, and which files there are.
 * @throws UserError when it cannot be had
 */
export async function openRepository(hub: HubConnection, { id, revision }: ModelId): Promise<Repository> {
  const api = `${hub.endpoint}/api/models/${id}`;
  const what = revision === 'main' ? id : `${id}@${revision}`;
  const answer = await requestText(hub, `${api}/revision/${encodeURIComponent(revision)}`, what, 16 * MIB);
  const info = parse(answer.text, hub, what, isInfo) as { sha: string; cardData?: unknown };
  const page = `${hub.endpoint}/${id}`;
  return {
    id,
    revision,
    commit: info.sha,
    licence: licenceOf(info.cardData),
    page,
    files: await listFiles(hub, `${api}/tree/${info.sha}?recursive=true`, what),
  };
}

/**
 * Reads a small file of a model without keeping it.
 * @throws UserError when it cannot be had, or is larger than `limit` bytes
 */
export async function readRepositoryFile(
  hub: HubConnection,
  repository: Repository,
  path: string,
  limit: number,
): Promise<string> {
  const { text } = await requestText(
    hub,
    fileAddress(hub, repository, path),
    whatOf(repository, path),
    limit,
  );
  return text;
}

/** Where the hub has a file. */
export function fileAddress({ endpoint }: HubConnection, { id, commit }: Repository, path: string): string {
  return `${endpoint}/${id}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** A file, for messages. */
export function whatOf({ id }: Repository, path: string): string {
  return `${path} of ${id}`;
}

async function listFiles(hub: HubConnection, address: string, what: string): Promise<HubFile[]> {
  const files: HubFile[] = [];
  let next: string | undefined = address;
  for (let page = 0; next !== undefined; page++) {
    const { text, headers } = await requestText(hub, next, `the files of ${what}`, 16 * MIB);
    const entries = parse(text, hub, what, isList(isEntry, 0, MOST_FILES)) as Record<string, unknown>[];
    for (const entry of entries) {
      const { type, path } = entry as { type: string; path: string };
      // What is named otherwise is nothing that a model needs.
      if (type !== 'file' || !PATH.test(path)) continue;
      if (!isFile(entry)) throw unreadable(hub, what);
      const { size, oid, lfs } = entry as { size: number; oid: string; lfs?: { oid: string; size: number } };
      files.push(
        lfs
          ? { path, size: lfs.size, checksum: { kind: 'SHA-256', hex: lfs.oid } }
          : { path, size, checksum: { kind: 'git', hex: oid } },
      );
    }
    next = nextPage(headers.get('link'), address);
    if (page === MOST_PAGES || files.length > MOST_FILES) {
      throw new UserError(`${what} has more than ${MOST_FILES} files; a model has some dozens`);
    }
  }
  return files;
}

/** Of a Link header only where in the list it goes on: a mirror may write the address of the hub itself. */
function nextPage(link: string | null, address: string): string | undefined {
  const [, given] = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? '') ?? [];
  if (given === undefined || !URL.canParse(given, address)) return undefined;
  const next = new URL(address);
  next.search = new URL(given, address).search;
  return next.href;
}

function licenceOf(card: unknown): string {
  if (!isRecord(card)) return '';
  const { license, license_name: name, license_link: link } = card;
  const texts = [Array.isArray(license) ? license.join(', ') : license, name, link];
  const [kind, ...more] = texts.filter((text) => isText(500)(text) && text !== '');
  return [kind === 'other' ? undefined : kind, ...more].filter((text) => text !== undefined).join(', ');
}

function parse(text: string, hub: HubConnection, what: string, check: Check): unknown {
  try {
    const value = JSON.parse(text);
    if (check(value)) return value;
  } catch {
    // Told below.
  }
  throw unreadable(hub, what);
}

function unreadable({ endpoint }: HubConnection, what: string): UserError {
  return new UserError(
    `${new URL(endpoint).host} answers for ${what} with what the hub never says; is HF_ENDPOINT right?`,
  );
}
