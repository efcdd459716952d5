import { glbChunks, type Rng } from '@modeseek/core';
import {
  type EncodeOptions,
  type FinishedModel,
  type FormatName,
  figureRows,
  formatOf,
  PLAIN_MATERIAL,
  vertexNormals,
} from '@modeseek/mesh';
import { checkMesh, encodeTools, namedFiles } from '@modeseek/mesh/node';
import { torus } from '@modeseek/mesh/src/report/shapes.fixture.ts';
import { encodePng } from '@modeseek/node';
import { unzipSync, zipSync } from 'fflate';
import { type Json, mutateBytes, mutateJsonText, nastyNumber, nastyText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

/** Meshes of a format, damaged and forged, through readers and report. */
export function meshTarget(format: FormatName, all: readonly EncodeOptions[] = [{}]): Target {
  return {
    name: `mesh-${format}`,
    share: 0.5,
    async prepare() {
      const encoded = all.map((options) =>
        formatOf(format).encode(model(), 'mesh', { ...options, ...encodeTools }),
      );
      const whole = await Promise.all(encoded);
      // What is loaded when it is first needed is no hang of a trial.
      for (const files of whole) await checkMesh(files[0].name, files[0].bytes, namedFiles(files));
      return {
        async attempt(rng, show) {
          const files = rng.pick(whole);
          const changed = files.map((file) => ({ ...file }));
          const file = rng.chance(0.8) ? changed[0] : rng.pick(changed);
          file.bytes = mutateMesh(rng, file.bytes, rng.pick(rng.pick(whole)).bytes);
          show(file.bytes);
          const { report } = await checkMesh(changed[0].name, changed[0].bytes, namedFiles(changed));
          const { figures } = report;
          expectThat(report.sound === (report.faults.length === 0), 'it is sound, with faults');
          expectThat(figures.hiddenShare >= 0 && figures.hiddenShare <= 1, 'a share beyond [0, 1]');
          expectThat(
            figureRows(figures).every(({ text }) => !/undefined|NaN|\[object/.test(text)),
            'it has no words for a figure',
          );
          expectThat(!/null|NaN/.test(JSON.stringify(figures.bodies)), 'it counts what is no number');
        },
      };
    },
  };
}

/** A small ring, in two halves, with a texture. */
function model(): FinishedModel {
  const { positions, indices } = torus(1, 0.4, 6, 8);
  const normals = vertexNormals({ positions, indices });
  const uvs = Float32Array.from({ length: (positions.length / 3) * 2 }, (_, i) => (i % 7) / 7);
  const texture = encodePng({ data: new Float32Array(4 * 4 * 3), batch: 1, height: 4, width: 4 });
  const mesh = { positions, indices, normals, uvs };
  const part = { name: 'ring', mesh, texture, material: PLAIN_MATERIAL };
  return { name: 'rings', parts: [part, { ...part, name: 'another' }], extras: { seed: 1 } };
}

function mutateMesh(rng: Rng, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  if (rng.chance(0.3)) return mutateBytes(rng, bytes, other);
  if (bytes[0] === 0x67) return mutateGlb(rng, bytes);
  if (bytes[0] === 0x7b) return Buffer.from(mutateJsonText(rng, Buffer.from(bytes).toString()));
  if (bytes[0] === 0x50 && rng.chance(0.5)) return mutatePacked(rng, bytes);
  const text = Buffer.from(bytes).toString('latin1');
  if (text.includes('\0')) return mutateBytes(rng, bytes, other);
  return Buffer.from(mutateWords(rng, text), 'latin1');
}

/** Another text in a ZIP file that is whole. */
function mutatePacked(rng: Rng, bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes);
  const texts = Object.keys(files).filter((name) => !name.endsWith('.png'));
  const name = rng.pick(texts);
  files[name] = Buffer.from(mutateWords(rng, Buffer.from(files[name]).toString('latin1')), 'latin1');
  return zipSync(files, { level: 0 });
}

/** Another description, or other numbers, in a GLB whose lengths are right. */
function mutateGlb(rng: Rng, bytes: Uint8Array): Uint8Array {
  const { json, binary } = glbChunks(bytes);
  const changed = rng.chance(0.8);
  const text = changed ? mutateJsonText(rng, JSON.stringify(json as Json)) : JSON.stringify(json);
  const description = Buffer.from(text.padEnd(4 * Math.ceil(text.length / 4)));
  const data = changed && rng.chance(0.8) ? Buffer.from(binary) : mutateBytes(rng, binary);
  const words = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
  const length = 28 + description.length + data.length;
  return Buffer.concat([
    words(0x46546c67, 2, length, description.length, 0x4e4f534a),
    description,
    words(data.length, 0x004e4942),
    data,
  ]);
}

/** A text in which some words are others: numbers, lines of elsewhere, and what is neither. */
function mutateWords(rng: Rng, text: string): string {
  const lines = text.split('\n');
  for (let changes = rng.pick([1, 1, 2, 5]); changes > 0; changes--) {
    const at = rng.int(rng.chance(0.5) ? Math.min(lines.length, 20) : lines.length);
    const words = lines[at].split(' ');
    const word = rng.int(words.length);
    switch (rng.int(6)) {
      case 0:
        lines.splice(at, 1 + rng.int(3));
        break;
      case 1:
        lines.splice(at, 0, rng.pick(lines));
        break;
      case 2:
        words.splice(word, rng.int(3));
        lines[at] = words.join(' ');
        break;
      case 3:
        words[word] = nastyText(rng, 5000);
        lines[at] = words.join(' ');
        break;
      default:
        words[word] = String(nastyNumber(rng, Number(words[word]) || 1));
        lines[at] = words.join(' ');
    }
    if (lines.length === 0) lines.push('');
  }
  return lines.join('\n');
}
