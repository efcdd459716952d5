import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadNetwork, startSession } from '@modeseek/graph/node';
import { TextEmbeddings } from '../diffusers/text-embeddings.ts';
import { makeLatentModel } from './latent-model.fixture.ts';
import { readClipTokenizer } from './read-tokenizer.ts';

test('the text encoder is in memory while it reads, and no longer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modeseek-text-'));
  try {
    const model = makeLatentModel(folder, 'sd1');
    const network = loadNetwork(model, 'text_encoder', {});
    const running = { now: 0, ever: 0 };
    const texts = new TextEmbeddings(readClipTokenizer(join(model, 'tokenizer')), async () => {
      const session = await startSession({
        ...network,
        graph: network.graph.slice(),
        threads: 1,
        provider: 'cpu',
      });
      running.now++;
      running.ever++;
      return {
        run: (inputs) => session.run(inputs),
        async dispose() {
          await session.dispose();
          running.now--;
        },
      };
    });
    await texts.read(['', 'a corgi', 'a corgi']);
    expect(running).toEqual({ now: 0, ever: 1 });
    const of = (shares: Record<string, number>) =>
      texts.of(Object.entries(shares).map(([text, share]) => ({ text, share })));
    const [nothing, corgi] = [of({ '': 1 }), of({ 'a corgi': 1 })];
    expect(corgi).not.toEqual(nothing);
    of({ '': 0.25, 'a corgi': 0.75 }).forEach((value, i) => {
      expect(value).toBeCloseTo(0.25 * nothing[i] + 0.75 * corgi[i], 5);
    });
    expect([of({ '': 1 }), of({ 'a corgi': 1 })]).toEqual([nothing, corgi]); // as they were
    await texts.read(['a corgi']);
    expect(running).toEqual({ now: 0, ever: 1 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
