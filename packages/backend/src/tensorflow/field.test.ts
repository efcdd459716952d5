import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { relativeError } from '@modeseek/core';
import { type Adam, FIELD_DEFAULTS, type FieldConfig, ReferenceField, referenceAdam } from '@modeseek/nerf';
import { fillParameters, randomPoints, SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { WasmField } from '../wasm/field.ts';
import { tensorflowAdam } from './adam.ts';
import { TensorflowField } from './field.ts';
import { findTensorflow } from './find.ts';
import { tensorflowIsThere } from './tensorflow.fixture.ts';
import { TensorflowThread } from './thread.ts';

(tensorflowIsThere() ? describe : describe.skip)('the field on TensorFlow', () => {
  let thread: TensorflowThread;
  beforeAll(async () => {
    ({ thread } = await TensorflowThread.start(findTensorflow()!.folder, 2));
  });
  afterAll(() => thread?.dispose());

  /** A field whose parameters matter. */
  async function filled(config: FieldConfig) {
    const field = await TensorflowField.start(config, thread);
    fillParameters(field, 3);
    await field.push();
    return field;
  }

  test('gives the same bytes on every run', async () => {
    const count = 50_000;
    const { points, densityGradient, colourGradient } = randomPoints(count, 4);
    const run = async () => {
      const field = await filled(FIELD_DEFAULTS);
      const adam = tensorflowAdam(field);
      const arrays: Float32Array[] = [];
      for (let i = 0; i < 2; i++) {
        const { density, colour } = await field.forward(points, count);
        await field.backward(densityGradient, colourGradient);
        await adam.update(0.01);
        arrays.push(density, colour);
      }
      await field.pull();
      arrays.push(...field.parameters.flatMap(({ data, gradient }) => [data, gradient]));
      await field.dispose();
      return Buffer.concat(arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength)));
    };
    const first = await run();
    expect((await run()).equals(first)).toBe(true);
  });

  test('agrees with WebAssembly where cells are too many to keep, and blocks no other thread', async () => {
    const count = 2 ** 18 + 2 ** 15 + 77;
    const { points, densityGradient, colourGradient } = randomPoints(count, 4);
    const fields = [await WasmField.start(SMALL, 2), await filled(SMALL)];
    fillParameters(fields[0], 3);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const values: Float32Array[][] = [];
    for (const field of fields) {
      turns = 0;
      const { density, colour } = await field.forward(points, count);
      await field.backward(densityGradient, colourGradient);
      await field.pull();
      const gradients = field.parameters.map(({ gradient }) => gradient.slice());
      values.push([density.slice(), colour.slice(), ...gradients]);
      await field.dispose();
    }
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
    const [wasm, tensorflow] = values;
    tensorflow.forEach((array, i) => {
      expect(relativeError(array, wasm[i])).toBeLessThan(1e-5);
    });
  });

  test('moves its parameters as the reference does, and goes on from moments that were read', async () => {
    const reference = new ReferenceField(SMALL);
    fillParameters(reference, 3);
    const field = await filled(SMALL);
    const { points, densityGradient, colourGradient } = randomPoints(20, 4);
    const [expected, actual] = [referenceAdam(reference.parameters), tensorflowAdam(field)];
    const step = async (of: ReferenceField | TensorflowField, adam: Adam) => {
      await of.forward(points, 20);
      await of.backward(densityGradient, colourGradient);
      await adam.update({ table: 0.02, 'hidden.weight': 0.01, 'output.weight': 0.01 });
      await of.zeroGradients();
    };
    for (let i = 0; i < 3; i++) await step(reference, expected);
    await step(field, actual);
    await actual.pull();
    await field.pull();
    const resumed = await TensorflowField.start(SMALL, thread);
    const goingOn = tensorflowAdam(resumed);
    goingOn.steps = actual.steps;
    field.parameters.forEach(({ data }, i) => {
      resumed.parameters[i].data.set(data);
      goingOn.moments[i].first.set(actual.moments[i].first);
      goingOn.moments[i].second.set(actual.moments[i].second);
    });
    await resumed.push();
    await goingOn.push();
    for (let i = 0; i < 2; i++) await step(resumed, goingOn);
    await resumed.pull();
    await goingOn.pull();
    reference.parameters.forEach(({ data }, i) => {
      expect(relativeError(resumed.parameters[i].data, data)).toBeLessThan(1e-5);
      expect(relativeError(goingOn.moments[i].first, expected.moments[i].first)).toBeLessThan(1e-5);
      expect(relativeError(goingOn.moments[i].second, expected.moments[i].second)).toBeLessThan(1e-5);
    });
    await field.dispose();
    await resumed.dispose();
  });

  test('shows a gradient that is not finite', async () => {
    const field = await filled(SMALL);
    const { points, densityGradient, colourGradient } = randomPoints(64, 4, 1);
    densityGradient[7] = Number.NaN;
    await field.forward(points, 64);
    await field.backward(densityGradient, colourGradient);
    expect(await field.gradientsAreFinite()).toBe(false);
    await field.zeroGradients();
    expect(await field.gradientsAreFinite()).toBe(true);
    await field.dispose();
  });

  test('with all levels off shows its bias alone', async () => {
    const [reference, field] = [new ReferenceField(SMALL), await filled(SMALL)];
    const { points, densityGradient, colourGradient } = randomPoints(64, 4, 1);
    for (const each of [reference, field]) each.setActiveLevels(0);
    const [expected, actual] = [await reference.forward(points, 64), await field.forward(points, 64)];
    expect(relativeError(actual.density, expected.density)).toBeLessThan(1e-5);
    await field.backward(densityGradient, colourGradient);
    await field.pull();
    for (const { gradient } of field.parameters) expect(gradient.every((g) => g === 0)).toBe(true);
    await field.dispose();
  });

  test('tells what went wrong there, and refuses work once its thread has ended', async () => {
    const field = await filled(SMALL);
    await expect(field.upload('values', [new Float32Array(1)])).rejects.toThrow();
    const { thread: another } = await TensorflowThread.start(findTensorflow()!.folder, 1);
    const other = await TensorflowField.start(SMALL, another);
    await another.dispose();
    await expect(other.forward(new Float32Array(3), 1)).rejects.toThrow('disposed of');
    await field.dispose();
  });
});
