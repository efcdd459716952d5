import { shortened, UserError } from '@modeseek/core';

/** A model on the hub. */
export interface ModelId {
  /** `organisation/name`. */
  id: string;
  /** A branch, a tag or a commit. */
  revision: string;
}

/** A revision that is a commit: 40 hexadecimal digits. */
export const COMMIT = /^[0-9a-f]{40}$/;

const ID = /^[\w][\w.-]{0,95}\/[\w][\w.-]{0,95}$/;
const REVISION = /^[\w][\w.-]{0,99}(\/[\w][\w.-]{0,99}){0,4}$/;

/** Whether a text is meant for a model on the hub, rather than for a folder. */
export function looksLikeModelId(text: string): boolean {
  return ID.test(text.split('@')[0]);
}

/**
 * Reads `organisation/name` or `organisation/name@revision`.
 * @throws UserError
 */
export function parseModelId(text: string): ModelId {
  const at = text.indexOf('@');
  const id = at === -1 ? text : text.slice(0, at);
  const revision = at === -1 ? 'main' : text.slice(at + 1);
  // The hub has neither of them in names; in the cache `--` stands for the slash.
  if (!ID.test(id) || /--|\.\./.test(id)) {
    throw new UserError(
      `"${shortened(text)}" is no model of the hub; right would be ORGANISATION/NAME, or ORGANISATION/NAME@REVISION`,
    );
  }
  if (!REVISION.test(revision) || revision.includes('..')) {
    throw new UserError(
      `"${shortened(revision)}" is no revision; give a branch, a tag or a commit behind the @`,
    );
  }
  return { id, revision };
}
