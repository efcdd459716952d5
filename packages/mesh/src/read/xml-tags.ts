import { UserError } from '@modeseek/core';

/** A tag of XML that opens, or stands alone, or closes. */
export interface XmlTag {
  /** Without the prefix of its name space. */
  name: string;
  kind: 'open' | 'alone' | 'close';
  attribute(name: string): string | undefined;
}

const [LESS, MORE, SLASH, QUOTE, APOSTROPHE] = [0x3c, 0x3e, 0x2f, 0x22, 0x27];
/** Most bytes of a tag. */
const LONGEST = 65_536;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * The tags of an XML file, one after the other. What is between them is passed over, and so are comments and
 * declarations: no entity is ever declared, so that none can unpack to more than it is.
 * @throws UserError for a tag without an end
 */
export function* xmlTags(bytes: Uint8Array): Generator<XmlTag> {
  const decoder = new TextDecoder();
  for (let start = bytes.indexOf(LESS); start >= 0; ) {
    let end = start + 1;
    if (bytes[end] === 0x21 && bytes[end + 1] === 0x2d) {
      end = endOfComment(bytes, end);
    } else {
      for (let quote = 0; end < bytes.length && (quote !== 0 || bytes[end] !== MORE); end++) {
        if (end - start > LONGEST) throw new UserError('it has a tag without an end');
        if (quote === bytes[end]) quote = 0;
        else if (quote === 0 && (bytes[end] === QUOTE || bytes[end] === APOSTROPHE)) quote = bytes[end];
      }
      if (end >= bytes.length) throw new UserError('it has a tag without an end');
      if (bytes[start + 1] !== 0x21 && bytes[start + 1] !== 0x3f) {
        yield tagOf(decoder.decode(bytes.subarray(start + 1, end)), bytes[end - 1] === SLASH);
      }
    }
    start = bytes.indexOf(LESS, end);
  }
}

function endOfComment(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(MORE, start); at >= 0; at = bytes.indexOf(MORE, at + 1)) {
    if (bytes[at - 1] === 0x2d && bytes[at - 2] === 0x2d) return at;
  }
  throw new UserError('it has a tag without an end');
}

function tagOf(text: string, alone: boolean): XmlTag {
  const close = text.startsWith('/');
  const [, name = ''] = /^\/?(?:[\w.-]+:)?([\w.-]+)/.exec(text) ?? [];
  return {
    name,
    kind: close ? 'close' : alone ? 'alone' : 'open',
    attribute(wanted) {
      for (const [, key, double, single] of text.matchAll(
        /\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
      )) {
        if (key !== wanted) continue;
        return (double ?? single).replace(/&(\w+);/g, (entity, known) =>
          Object.hasOwn(ENTITIES, known) ? ENTITIES[known] : entity,
        );
      }
      return undefined;
    },
  };
}
