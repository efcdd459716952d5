import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { isList, isText, sha256, UserError } from '@modeseek/core';
import { readJudgeCard } from './judge-card.ts';

const folder = mkdtempSync(join(tmpdir(), 'modeseek-judge-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = () =>
  readJudgeCard<{ concepts: string[] }>(folder, 'judge', { concepts: isList(isText(60), 1) });
const write = (card: unknown) => writeFileSync(join(folder, 'judge.json'), JSON.stringify(card));

test('a card describes the model beside it, or is refused', async () => {
  writeFileSync(join(folder, 'judge.onnx'), 'model');
  const card = { sha256: await sha256('model'), imageSize: 64, concepts: ['mug'], pictures: 9 };
  write(card);
  expect(await read()).toEqual(card);
  for (const wrong of [
    null,
    [],
    {},
    { imageSize: -1 },
    { imageSize: 1e9 },
    { concepts: [] },
    { concepts: [3] },
  ]) {
    write(wrong && !Array.isArray(wrong) && Object.keys(wrong).length > 0 ? { ...card, ...wrong } : wrong);
    await expect(read()).rejects.toThrow(/judge\.json does not describe a judge/);
  }
  writeFileSync(join(folder, 'judge.json'), '{"sha256":');
  await expect(read()).rejects.toThrow(UserError);
  write({ ...card, sha256: await sha256('another') });
  await expect(read()).rejects.toThrow(/judge\.onnx is not what .*judge\.json describes/);
});
