import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBoundedFile } from '@modeseek/node';
import { ClipTokenizer } from '../clip/clip-tokenizer.ts';
import { type NamedText, parseClipVocabulary } from '../clip/parse-vocabulary.ts';

/** Most bytes of each of its files: several times those of CLIP. */
const LARGEST = 2 ** 24;

/**
 * Reads a tokenizer of CLIP's kind.
 * @param folder with vocab.json and merges.txt, or tokenizer.json; tokenizer_config.json and
 *   special_tokens_map.json say which tokens are the special ones
 * @throws UserError when a file is missing or damaged
 */
export function readClipTokenizer(folder: string): ClipTokenizer {
  const read = (name: string): NamedText | undefined => {
    const source = join(folder, name);
    return existsSync(source) ? { source, text: readBoundedFile(source, LARGEST).toString() } : undefined;
  };
  const vocabulary = parseClipVocabulary(
    {
      vocab: read('vocab.json'),
      merges: read('merges.txt'),
      tokenizer: read('tokenizer.json'),
      config: read('tokenizer_config.json'),
      specials: read('special_tokens_map.json'),
      added: read('added_tokens.json'),
    },
    folder,
  );
  return new ClipTokenizer(vocabulary);
}
