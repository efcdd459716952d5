import type { Rng } from '@modeseek/core';
import type { Concept, Description } from './concept.ts';

/** How captions are drawn: the chances of each kind of word. */
const CAPTION_CHANCES = { nounAlone: 0.25, naturalColour: 0.6, adjective: 0.5, feature: 0.5 };

/**
 * A random true caption in normal form, as prompts are normalised too: lower case, singular, no articles.
 * A colour that is not natural is always said.
 */
export function caption(concept: Concept, description: Description, rng: Rng): string {
  const { colour, adjectives, features } = description;
  const bare = rng.chance(CAPTION_CHANCES.nounAlone);
  const words: string[] = [];
  if (!bare) words.push(...adjectives.filter(() => rng.chance(CAPTION_CHANCES.adjective)));
  if (colour && (!colour.natural || (!bare && rng.chance(CAPTION_CHANCES.naturalColour))))
    words.push(colour.name);
  words.push(concept.name);
  if (!bare) {
    const said = shuffle(features, rng).filter(() => rng.chance(CAPTION_CHANCES.feature));
    words.push(said.slice(0, 2).join(' and '));
  }
  return normaliseCaption(words.join(' '));
}

/** Lower case, single spaces, no articles. */
export function normaliseCaption(text: string): string {
  return text
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .filter((word) => word && !['a', 'an', 'the'].includes(word))
    .join(' ');
}

function shuffle<T>(list: readonly T[], rng: Rng): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
