import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { UserError } from '@modeseek/core';
import { readBoundedFile } from '@modeseek/node';

/** Where models come from and where they are kept. */
export interface HubSettings {
  /** Address of the hub, or of a mirror, without a slash at its end. */
  endpoint: string;
  /** Folder with a folder for each model. */
  cache: string;
  /** Whether no connection may be opened. */
  offline: boolean;
  /** What the user has to show for models that not everybody may have; looked for when it is asked for. */
  token(): string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const LARGEST_TOKEN_FILE = 4096;

/**
 * Reads from the environment what the hub's own tools read from it: HF_ENDPOINT, HF_HOME, HF_HUB_CACHE,
 * XDG_CACHE_HOME, HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE, HF_TOKEN, HF_TOKEN_PATH and HF_HUB_DISABLE_IMPLICIT_TOKEN.
 * @throws UserError when HF_ENDPOINT is no address
 */
export function hubSettings(environment: Environment = process.env): HubSettings {
  const value = (name: string) => environment[name]?.trim() || undefined;
  const isOn = (name: string) => /^(1|on|yes|true)$/i.test(value(name) ?? '');
  const folder = (name: string) => {
    const path = value(name);
    return path === undefined ? undefined : resolve(path.replace(/^~(?=$|[\\/])/, homedir()));
  };
  const home =
    folder('HF_HOME') ?? join(folder('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'huggingface');
  return {
    endpoint: readEndpoint(value('HF_ENDPOINT') ?? 'https://huggingface.co'),
    cache: folder('HF_HUB_CACHE') ?? folder('HUGGINGFACE_HUB_CACHE') ?? join(home, 'hub'),
    offline: isOn('HF_HUB_OFFLINE') || isOn('TRANSFORMERS_OFFLINE'),
    token: () =>
      isOn('HF_HUB_DISABLE_IMPLICIT_TOKEN')
        ? undefined
        : checkToken(
            value('HF_TOKEN') ??
              value('HUGGING_FACE_HUB_TOKEN') ??
              readTokenFile(folder('HF_TOKEN_PATH') ?? join(home, 'token')),
          ),
  };
}

function readEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '') {
    return url.href.replace(/\/+$/, '');
  }
  throw new UserError(`HF_ENDPOINT is "${text}"; it must be an address such as https://huggingface.co`);
}

function readTokenFile(path: string): string | undefined {
  try {
    return readBoundedFile(path, LARGEST_TOKEN_FILE).toString().trim() || undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** What is no token could not be sent. */
function checkToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token;
  throw new UserError(
    'the token for the hub (HF_TOKEN, or its file) has spaces or letters that no token has',
  );
}
