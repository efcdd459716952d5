import { expect, test } from '@jest/globals';
import { Rng } from '@modeseek/core';
import { caption } from './caption.ts';
import { LIBRARY } from './library.ts';
import { drawSubject } from './scene.ts';
import { vocabulary } from './vocabulary.ts';

/** Objects of each concept, and captions of each: a tenth of the training set's. */
const OBJECTS = 30;
const CAPTIONS = 8;

test('captions use the vocabulary, and nearly every word of it occurs in a small sample', () => {
  const words = vocabulary(12);
  const known = new Set(words);
  expect(known.size).toBe(words.length);
  const counts = new Map<string, number>();
  const unknown = new Set<string>();
  const rng = new Rng('captions');
  for (const concept of LIBRARY)
    for (let i = 0; i < OBJECTS; i++) {
      const subject = drawSubject(concept, LIBRARY, rng.fork('subject'));
      for (let k = 0; k < CAPTIONS; k++)
        for (const word of caption(subject, rng).split(' ')) {
          if (!known.has(word)) unknown.add(word);
          counts.set(word, (counts.get(word) ?? 0) + 1);
        }
    }
  // Rare words of rare builds may be missed by either sample; there must be few.
  expect([...unknown].length).toBeLessThan(LIBRARY.length / 6);
  const never = words.filter((word) => !counts.has(word));
  if (never.length > words.length / 25) throw new Error(`too rare: ${never.join(', ')}`);
}, 300_000);
