import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NodeIO } from '@gltf-transform/core';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aroundViews, cameraRays, contactSheet, type Images, imageAt, Rng } from '@modeseek/core';
import { cutSheet } from '@modeseek/lab/cut-sheet';
import { frechetDistance } from '@modeseek/lab/frechet';
import type { Judgement } from '@modeseek/lab/judge';
import { typicalOf } from '@modeseek/lab/library-pictures';
import { EMPTY_MESH, meshPictures, readTriangles } from '@modeseek/lab/mesh-pictures';
import { type BenchPrompt, colourPrompts, pairPrompts, pluralOf, scenePrompts } from '@modeseek/lab/prompts';
import { secondsUntil } from '@modeseek/lab/r-precision';
import { scoreOf } from '@modeseek/lab/score';
import { bodyColour, degreesApart, foundIn, showsAll, verdictOf } from '@modeseek/lab/verdict';
import { type FinishedPart, formatOf, PLAIN_MATERIAL } from '@modeseek/mesh';
import { decodePng, encodePng } from '@modeseek/node';
import { flatten, LIBRARY } from '@modeseek/objects';
import { parsePrompt } from '@modeseek/priors';
import { readPriorInfo } from '@modeseek/priors/node';
import { modeseek, modeseekHere, TINY_MODEL, temporaryFolder } from './command-line.fixture.ts';

const RED = [0.8, 0.1, 0.2];
const GREY = aroundViews(1)[0].background;

/** Pictures of one size, each of one colour. */
function flat(size: number, ...colours: (readonly number[])[]): Images {
  const data = Float32Array.from(
    colours.flatMap((colour) =>
      Array(size * size)
        .fill(colour)
        .flat(),
    ),
  );
  return { data, batch: colours.length, height: size, width: size };
}

test('cutting a contact sheet gives its pictures', () => {
  const pictures: Images = {
    data: Float32Array.from({ length: 6 * 2 * 2 * 3 }, (_, i) => i),
    batch: 6,
    height: 2,
    width: 2,
  };
  expect(cutSheet(contactSheet([pictures], 3), 3, 6)).toEqual(pictures);
  expect(cutSheet(contactSheet([pictures], 4), 4, 6)).toEqual(pictures);
});

test('R-Precision counts as reached when it is not lost again', () => {
  const course = [0, 0.75, 0.5, 0.75, 1].map((rPrecision, seconds) => ({ seconds, rPrecision }));
  expect([0, 0.5, 0.75, 1].map((share) => secondsUntil(course, share))).toEqual([0, 1, 3, 4]);
  expect(secondsUntil(course.slice(0, 3), 0.75)).toBeNull();
  expect(secondsUntil([], 0)).toBeNull();
});

describe('prompts', () => {
  test('colours and scenes are always the same, none twice', () => {
    expect(colourPrompts(LIBRARY, 40)).toEqual(colourPrompts(LIBRARY, 100).slice(0, 40));
    for (const make of [colourPrompts, pairPrompts, scenePrompts]) {
      const prompts = make(LIBRARY, 60);
      expect(prompts).toHaveLength(60);
      expect(new Set(prompts.map(({ text }) => text)).size).toBe(prompts.length);
    }
  });

  test('a colour is one that its concept comes in', () => {
    for (const { text, concepts, colour } of colourPrompts(LIBRARY, 100)) {
      expect(text).toMatch(new RegExp(`^an? ${colour} ${concepts[0]}$`));
      expect(LIBRARY.find(({ name }) => name === concepts[0])?.never ?? []).not.toContain(colour);
    }
  });

  test('scenes are of each relation, of several and of three, and are understood', () => {
    const scenes = scenePrompts(LIBRARY, 48);
    const info = readPriorInfo('embedded');
    const relations = new Map<string, number>();
    for (const { text, concepts } of scenes) {
      const { objects, joints } = parsePrompt(text, info);
      expect(objects.map(({ concept }) => concept)).toEqual(concepts);
      const kinds = [...joints, ...objects.flatMap(({ count }) => (count > 1 ? ['several'] : []))];
      for (const kind of kinds) relations.set(kind, (relations.get(kind) ?? 0) + 1);
    }
    const known = ['on', 'in', 'under', 'behind', 'in front of', 'left of', 'right of', 'beside', 'several'];
    expect([...relations.keys()].sort()).toEqual(known.sort());
    for (const kind of known) expect(relations.get(kind)).toBeGreaterThanOrEqual(4);
    // Few objects, that many of them share.
    expect(new Set(scenes.flatMap(({ concepts }) => concepts)).size).toBeLessThan(40);
  });

  test('of few concepts there are few scenes, or none', () => {
    const few = LIBRARY.filter(({ name }) => ['mug', 'cat'].includes(name));
    for (const { concepts } of scenePrompts(few, 20)) {
      for (const name of concepts) expect(['mug', 'cat']).toContain(name);
    }
    expect(scenePrompts([], 20)).toEqual([]);
  });

  test('several of each concept are understood as such', () => {
    const info = readPriorInfo('embedded');
    for (const concept of LIBRARY) {
      const { objects } = parsePrompt(`three ${pluralOf(concept)}`, info);
      expect(objects).toMatchObject([{ concept: concept.name, count: 3 }]);
    }
  });

  test('on a thing stands what can, on what carries', () => {
    for (const { text, concepts } of pairPrompts(LIBRARY, 60)) {
      const [first, second] = concepts.map((noun) => LIBRARY.find(({ name }) => name === noun));
      expect(first).not.toBe(second);
      if (text.includes(' on ')) expect([first?.stands, second?.carries]).toEqual([true, true]);
      else expect(text).toContain(' beside ');
    }
  });
});

describe('verdicts', () => {
  const names = ['mug', 'car', 'cat'];
  const logits = Float32Array.of(-1, 3, 2);
  const direction = Float32Array.of(2, 0);

  test('the highest logit names the concept, sine and cosine the azimuth', () => {
    const picture = flat(4, GREY);
    picture.data[20] += 0.06;
    const verdict = verdictOf(picture, names, logits, direction);
    expect(verdict).toEqual({ concept: 'car', turns: Math.PI / 2 });
  });

  test('a picture of one colour shows nothing, from nowhere', () => {
    const picture = flat(4, GREY);
    picture.data[20] += 0.04;
    const verdict = verdictOf(picture, names, logits, direction);
    expect(verdict).toEqual({ concept: 'nothing', turns: Number.NaN });
    expect(degreesApart(verdict, 0, 1)).toBeNaN();
  });

  test.each([
    // true azimuth, symmetry, told azimuth, degrees apart
    [0, 1, 30, 30],
    [350, 1, 10, 20],
    [90, 1, 270, 180],
    [10, 2, 190, 0],
    [0, 2, 90, 90],
    [45, 4, 0, 45],
    [100, 4, 0, 10],
  ])('azimuth %d of symmetry %d told as %d is %d degrees off', (azimuth, symmetry, told, degrees) => {
    const turns = (symmetry * told * Math.PI) / 180;
    expect(degreesApart({ concept: 'car', turns }, (azimuth * Math.PI) / 180, symmetry)).toBeCloseTo(degrees);
  });
});

describe('scores', () => {
  const mug: BenchPrompt = { text: 'a mug', concepts: ['mug'] };
  const red: BenchPrompt = { text: 'a red mug', concepts: ['mug'], colour: 'red' };
  const scene: BenchPrompt = { text: 'a mug on a table', concepts: ['mug', 'table'], relation: 'on' };

  test('a share of views, of which some are near; all or nothing for colours and scenes', () => {
    const judged = [{ name: 'mug', symmetry: 1 }];
    const verdict = (concept: string) => ({ concept, turns: 0 });
    const judgement = (...names: string[]): Judgement => ({
      verdicts: names.map(verdict),
      colour: 'red',
      found: ['table', 'mug', 'hat'],
      features: new Float32Array(),
    });
    const views = judgement('mug', 'mug', 'car', 'mug');
    expect(scoreOf('concepts', mug, views, judged)).toEqual({ right: 0.75, within45: 0.25 });
    expect(scoreOf('colours', red, views, judged).right).toBe(1);
    expect(scoreOf('colours', { ...red, colour: 'blue' }, views, judged).right).toBe(0);
    expect(scoreOf('colours', red, judgement('mug', 'car'), judged).right).toBe(0);
    expect(scoreOf('scenes', scene, views, judged)).toEqual({ right: 1, within45: null });
    for (const concepts of [
      ['mug', 'car'],
      ['mug', 'hat'],
    ]) {
      expect(scoreOf('scenes', { ...scene, concepts }, views, judged).right).toBe(0);
    }
  });
});

/** Vectors whose mean is `means` and whose covariance is diagonal with `deviations` squared, exactly. */
function vectors(count: number, means: readonly number[], deviations: readonly number[]): Float32Array {
  const d = means.length;
  const out = new Float32Array(count * d);
  // Each vector leaves the mean along one axis, to either side in turn.
  for (let i = 0; i < count; i++) {
    const axis = Math.floor(i / 2) % d;
    const sign = i % 2 === 0 ? 1 : -1;
    const spread = Math.sqrt(((count - 1) / count) * d);
    for (let k = 0; k < d; k++) out[i * d + k] = means[k] + (k === axis ? sign * deviations[k] * spread : 0);
  }
  return out;
}

describe('what is found in a scene', () => {
  const names = ['mug', 'car', 'cat'];

  test('is what fills cells over all pictures, the most first', () => {
    expect(foundIn(Float32Array.of(6, 0, 2, 4, 3, 2), names)).toEqual(['mug', 'cat', 'car']);
  });

  test('is nothing that fills less than half a cell', () => {
    expect(foundIn(Float32Array.of(0, 5, 0.6, 0.1, 7, 0.3), names)).toEqual(['car']);
  });

  test('is all that was asked for where that fills most, in any order', () => {
    expect(showsAll(['car', 'cat', 'mug'], ['cat', 'car'])).toBe(true);
    expect(showsAll(['car', 'mug', 'cat'], ['car', 'cat'])).toBe(false);
    expect(showsAll(['car'], ['car', 'cat'])).toBe(false);
    expect(showsAll(['car', 'cat', 'mug'], ['mug', 'cat', 'car'])).toBe(true);
    expect(showsAll(['mug', 'car'], ['mug'])).toBe(true);
  });
});

test("a body's colour is that of the pixels that are surely its own, in all views, or of the likeliest", () => {
  const pictures = flat(1, [1, 0, 0], [0.95, 0.8, 0.1], [1, 0.9, 0.1], [0, 0, 1]);
  expect(bodyColour(pictures, Float32Array.of(0.7, 1, 0.9, 0))).toBe('yellow');
  expect(bodyColour(pictures, Float32Array.of(0, 0.1, 0.1, 1))).toBe('blue');
  expect(bodyColour(pictures, Float32Array.of(0.2, 0.1, 0.1, 0.4))).toBe('blue');
});

describe('Fréchet distance', () => {
  test('is the closed form for independent coordinates', () => {
    const a = vectors(600, [0, 1, -2], [1, 0.5, 2]);
    const b = vectors(300, [0.5, 1, 0], [2, 0.5, 1]);
    // |Δμ|² + Σ (σ₁ − σ₂)²
    expect(frechetDistance(a, b, 3)).toBeCloseTo(0.25 + 4 + 1 + 1, 4);
    expect(frechetDistance(a, a, 3)).toBeCloseTo(0, 5);
  });

  test('does not depend on the axes', () => {
    const rng = new Rng(1);
    const a = rng.normals(new Float32Array(2000));
    const b = rng.normals(new Float32Array(2000)).map((value, i) => (i % 2 === 0 ? 3 * value + 1 : value));
    const turned = (v: Float32Array) =>
      v.map((_, i) => {
        const [x, y] = [v[i - (i % 2)], v[i - (i % 2) + 1]];
        return i % 2 === 0 ? 0.6 * x - 0.8 * y : 0.8 * x + 0.6 * y;
      });
    expect(frechetDistance(turned(a), turned(b), 2)).toBeCloseTo(frechetDistance(a, b, 2), 4);
  });
});

async function glbOf(mesh: FinishedPart['mesh'], texture: Uint8Array | null) {
  const part = { name: 'mesh', mesh, texture, material: PLAIN_MATERIAL };
  const [{ bytes }] = await formatOf('glb').encode({ name: 'mesh', parts: [part], extras: {} }, 'mesh');
  return bytes;
}

/** What the library means by a noun, without its patterns. */
function libraryMesh(noun: string): FinishedPart['mesh'] {
  const prompt = { text: `a ${noun}`, concepts: [noun] };
  const { group } = typicalOf(prompt, LIBRARY, new Rng(`true:${prompt.text}`));
  const { count, positions, normals, colours } = flatten(group);
  return {
    positions,
    normals,
    colours: Float32Array.from({ length: 9 * count }, (_, i) => colours[3 * Math.floor(i / 9) + (i % 3)]),
    indices: Uint32Array.from({ length: 3 * count }, (_, i) => i),
  };
}

describe('pictures of a mesh', () => {
  const LOW = [-0.3, -0.5, -0.2];
  const HIGH = [0.6, 0.2, 0.5];
  const SIZE = 48;
  const views = aroundViews(8);

  /** A cuboid that lies off the centre, so that no two of its sides look alike. */
  function cuboid() {
    const positions: number[] = [];
    const normals: number[] = [];
    const indices: number[] = [];
    for (const axis of [0, 1, 2]) {
      for (const side of [0, 1]) {
        const first = positions.length / 3;
        for (const corner of [0, 1, 2, 3]) {
          const high = [0, 0, 0];
          high[axis] = side;
          high[(axis + 1) % 3] = corner & 1;
          high[(axis + 2) % 3] = corner >> 1;
          positions.push(...high.map((choice, i) => [LOW[i], HIGH[i]][choice]));
          normals.push(...[0, 1, 2].map((i) => (i === axis ? 2 * side - 1 : 0)));
        }
        const turned = side ? [0, 1, 2, 2, 1, 3] : [0, 2, 1, 1, 2, 3];
        indices.push(...turned.map((corner) => first + corner));
      }
    }
    return {
      positions: Float32Array.from(positions),
      normals: Float32Array.from(normals),
      indices: Uint32Array.from(indices),
    };
  }

  const everyCorner = (...values: number[]) => Float32Array.from(Array(24).fill(values).flat());

  /** Whether the ray through each pixel's centre meets the cuboid. */
  function silhouette({ camera }: (typeof views)[number]): boolean[] {
    const { origins, directions } = cameraRays(camera, SIZE, SIZE);
    return Array.from({ length: SIZE * SIZE }, (_, pixel) => {
      const spans = [0, 1, 2].map((axis) =>
        [LOW[axis], HIGH[axis]]
          .map((plane) => (plane - origins[pixel * 3 + axis]) / directions[pixel * 3 + axis])
          .sort((a, b) => a - b),
      );
      return Math.max(...spans.map(([near]) => near)) < Math.min(...spans.map(([, far]) => far));
    });
  }

  /**
   * Expects the cuboid in red where it must be, and the background elsewhere; its edges are blends of both.
   */
  async function expectRedCuboid(glb: Uint8Array) {
    const triangles = await readTriangles(new Uint8Array(glb));
    expect(triangles.count).toBe(12);
    const pictures: Images = meshPictures(triangles, views, SIZE);
    expect([pictures.batch, pictures.height, pictures.width]).toEqual([8, SIZE, SIZE]);
    views.forEach((view, i) => {
      const { data } = imageAt(pictures, i);
      let blends = 0;
      silhouette(view).forEach((inside, pixel) => {
        const [red, other] = inside ? [RED, GREY] : [GREY, RED];
        const distance = (colour: readonly number[]) =>
          Math.hypot(...[0, 1, 2].map((c) => data[pixel * 3 + c] - colour[c]));
        if (distance(red) < 0.01) return;
        blends++;
        // A pixel whose centre is inside may be covered by a little less than half, and the other way round.
        expect(distance(red)).toBeLessThan(2 * distance(other));
      });
      expect(blends).toBeLessThan(4 * SIZE);
    });
  }

  test('with colours of vertices', async () => {
    await expectRedCuboid(await glbOf({ ...cuboid(), colours: everyCorner(...RED) }, null));
  });

  test('with a texture', async () => {
    const texture = flat(2, [0, 0, 1]);
    texture.data.set(RED, 3); // the texel on the right of the upper row
    const uvs = everyCorner(0.75, 0.25);
    await expectRedCuboid(await glbOf({ ...cuboid(), uvs }, encodePng(texture)));
  });

  test('with a base colour factor', async () => {
    const white = await glbOf({ ...cuboid(), colours: everyCorner(1, 1, 1) }, null);
    const io = new NodeIO();
    const document = await io.readBinary(new Uint8Array(white));
    const linear = RED.map((value) => ((value + 0.055) / 1.055) ** 2.4);
    document.getRoot().listMaterials()[0].setBaseColorFactor([linear[0], linear[1], linear[2], 1]);
    await expectRedCuboid(await io.writeBinary(document));
  });

  test('of no triangles', () => {
    const pictures: Images = meshPictures(EMPTY_MESH, views.slice(0, 2), 4);
    expect(pictures).toEqual(flat(4, GREY, GREY));
  });
});

describe('commands', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  /** Every file and folder below the test's folder. */
  const left = () => readdirSync(folder.path, { recursive: true }).map(String).sort();

  test.each([
    ['run --steps many', "--steps is 'many'; it must be a whole number"],
    ['fit --steps abc', "--steps is 'abc'; it must be a whole number from 1 to "],
    ['objects --guidance nope', "--guidance is 'nope'; known: "],
    ['objects --concepts nope', 'unknown object nope; known: hamburger, '],
    ['prior --objects none', "--objects is 'none'; it must be a whole number from 1 to "],
    ['objects --parts nope', 'unknown part nope; known: concepts, colours, scenes'],
    ['objects --fresh -- --stepz 4', 'unknown flag --stepz'],
  ])('%s is refused in one line, before anything is written or removed', async (args, complaint) => {
    mkdirSync(join(folder.path, 'runs/bench-objects/msd-0/mug'), { recursive: true });
    const before = left();
    const { code, stdout, stderr } = await modeseekHere(folder.path, 'bench', ...args.split(' '));
    expect(stderr).toMatch(/^modeseek bench: [^\n]*\n$/);
    expect(stderr).toContain(complaint);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(left()).toEqual(before);
  });

  test('close: the library by itself is nearer to it than other things under its names', async () => {
    const write = async (folderName: string, nouns: Record<string, string>) => {
      for (const [file, noun] of Object.entries(nouns)) {
        const path = join(folder.path, folderName, file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, await glbOf(libraryMesh(noun), null));
      }
    };
    await write('right', { 'flower-pot.glb': 'flower pot', 'chair/mesh.glb': 'chair', 'mug.glb': 'mug' });
    await write('wrong', { 'flower-pot.glb': 'bee', 'chair.glb': 'car', 'plan/other.glb': 'mug' });
    const close = (...flags: string[]) => modeseek(folder.path, 'bench', 'close', ...flags);
    const { code, stdout, stderr } = await close('right', 'wrong', '--json');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { metrics, rows } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(rows.map((row: { folder: string }) => row.folder)).toEqual(['right', 'wrong']);
    expect(metrics).toMatchObject({ objects: 2, clay: rows[0].clayLibrary });
    expect(rows[0].clay).toBeGreaterThan(0.5);
    expect(rows[1].clay).toBeLessThan(0.2);
    expect(rows[1].frechet128Floor).toBe(metrics.frechet128Floor);
    expect(metrics.excessOf).toBeLessThan(0.1);
    expect(metrics.excessOfClay).toBeLessThan(0.1);

    const missing = await close('right', 'wrong', '--concepts', 'chair,mug');
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toBe('modeseek bench: not in each of right, wrong: a mug\n');
  });

  test('an empty object counts as wrong; a finished run is taken over, and said to be', async () => {
    const training = { model: TINY_MODEL, steps: 1, batch: 1, resolution: 8, samplerSteps: 1, innerSteps: 1 };
    const field = { densityBias: -30, blobRadius: 100, fieldLevels: 2, samplesPerDiagonal: 8 };
    writeFileSync(join(folder.path, 'empty.json'), JSON.stringify({ ...training, ...field }));
    const { code, stdout, stderr } = await modeseek(
      folder.path,
      ...['bench', 'objects', '--concepts', 'chair,chair', '--json', '--', '--config', 'empty.json'],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr.match(/^a chair: .*/gm)).toEqual([
      expect.stringMatching(/^a chair: 0 % right, /),
      'a chair: taken over from an earlier run',
      expect.stringMatching(/^a chair: 0 % right, /),
    ]);
    const { versions, metrics, rows } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(metrics).toMatchObject({
      rPrecision: 0,
      rPrecisionMesh: 0,
      viewWithin45: 0,
      viewWithin45Mesh: 0,
      bindingAccuracy: null,
      scenesFound: null,
      reused: 1,
    });
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ right: 0, rightMesh: 0, takenFor: 'nothing', triangles: 0 });
    expect(Object.keys(versions)).toEqual(expect.arrayContaining(['modeseek', 'node', 'onnxruntime-node']));
    const sheet = (name: string) =>
      decodePng(readFileSync(join(folder.path, 'runs/bench-objects/msd-0', name)));
    expect(sheet('concepts.png')).toMatchObject({ width: 8 * 192, height: 2 * 192 });
    expect(sheet('concepts-mesh.png')).toMatchObject({ width: 8 * 64, height: 2 * 64 });
  });
});
