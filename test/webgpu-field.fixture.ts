// The field on WebGPU against the reference; run by webgpu.test.ts and webgpu.browser.test.ts.
import { webGpuAdam } from '@modeseek/backend/src/webgpu/adam.ts';
import { WebGpuField } from '@modeseek/backend/src/webgpu/field.ts';
import type { Gpu } from '@modeseek/backend/src/webgpu/gpu.ts';
import { type Field, relativeError } from '@modeseek/core';
import { FIELD_DEFAULTS, type FieldConfig, ReferenceField, referenceAdam } from '@modeseek/nerf';
import { fillParameters, randomPoints, SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { onGpu } from './webgpu.fixture.ts';

const PROBLEMS: { name: string; config: FieldConfig; count: number; active?: number; edge?: number }[] = [
  { name: 'small', config: SMALL, count: 1100 },
  { name: 'one point', config: SMALL, count: 1, edge: 1 },
  {
    name: 'odd number of levels, one fading in',
    config: { ...SMALL, levels: 3, hidden: 12 },
    count: 700,
    active: 1.25,
  },
  { name: 'many levels, wide', config: { ...FIELD_DEFAULTS, log2TableSize: 12, hidden: 64 }, count: 300 },
  // On a device that allows a workgroup no more than WebGPU promises, the backward pass takes fewer points at
  // a time.
  { name: 'most levels', config: { ...SMALL, levels: 24 }, count: 100 },
  { name: 'more than one pass', config: { ...SMALL, levels: 2 }, count: 131_072 + 300 },
];

/** Relative error of everything that the field gives, and of the parameters after two steps of Adam. */
async function parity(gpu: Gpu, { config, count, active, edge }: (typeof PROBLEMS)[number]) {
  const fields = [new ReferenceField(config), new WebGpuField(config, gpu)] as const;
  const { points, densityGradient, colourGradient } = randomPoints(count, count, edge);
  // As behind the end of a ray.
  for (let point = 1; point < count; point += 3) {
    densityGradient[point] = 0;
    colourGradient.fill(0, point * 3, point * 3 + 3);
  }
  const results: Record<string, Float32Array>[] = [];
  for (const field of fields) {
    fillParameters(field, 5);
    await field.push();
    if (active) field.setActiveLevels(active);
    const { density, colour } = await field.forward(points, count);
    const result: Record<string, Float32Array> = { density: density.slice(), colour: colour.slice() };
    await field.query(randomPoints(3, 9).points, 3);
    await field.backward(densityGradient, colourGradient);
    await field.pull();
    for (const { name, gradient } of field.parameters) result[`gradient of ${name}`] = gradient.slice();
    const adam = field instanceof WebGpuField ? webGpuAdam(field) : referenceAdam(field.parameters);
    for (const rate of [0.01, 0.02]) await adam.update(rate);
    await field.pull();
    await adam.pull();
    for (const { name, data } of field.parameters) result[name] = data;
    for (const { name, first, second } of adam.moments) {
      result[`first moment of ${name}`] = first;
      result[`second moment of ${name}`] = second;
    }
    results.push(result);
  }
  const [expected, actual] = results;
  await fields[1].dispose();
  return Object.fromEntries(
    Object.entries(expected).map(([name, values]) => [name, relativeError(actual[name], values)]),
  );
}

/** Whether the same calls give the same bytes. */
async function repeats(gpu: Gpu): Promise<boolean> {
  const results: string[] = [];
  for (let run = 0; run < 2; run++) {
    const field = new WebGpuField(SMALL, gpu);
    fillParameters(field, 1);
    await field.push();
    const { points, densityGradient, colourGradient } = randomPoints(3000, 2);
    await field.forward(points, 3000);
    await field.backward(densityGradient, colourGradient);
    await field.pull();
    results.push(field.parameters.map(({ gradient }) => new Uint32Array(gradient.buffer).join()).join());
    await field.dispose();
  }
  return results[0] === results[1];
}

/** Whether a field and its optimiser go on from what was pulled from others as those do. */
async function goesOn(gpu: Gpu): Promise<boolean> {
  const [one, other] = [new WebGpuField(SMALL, gpu), new WebGpuField(SMALL, gpu)];
  const [adam, otherAdam] = [webGpuAdam(one), webGpuAdam(other)];
  const { points, densityGradient, colourGradient } = randomPoints(500, 2);
  const step = async (field: Field, of: typeof adam) => {
    await field.zeroGradients();
    await field.forward(points, 500);
    await field.backward(densityGradient, colourGradient);
    await of.update(0.01);
  };
  fillParameters(one, 1);
  await one.push();
  await step(one, adam);
  await one.pull();
  await adam.pull();
  other.parameters.forEach(({ data }, i) => {
    data.set(one.parameters[i].data);
    otherAdam.moments[i].first.set(adam.moments[i].first);
    otherAdam.moments[i].second.set(adam.moments[i].second);
  });
  otherAdam.steps = adam.steps;
  await other.push();
  await otherAdam.push();
  await step(one, adam);
  await step(other, otherAdam);
  for (const field of [one, other]) {
    await field.pull();
    await field.dispose();
  }
  return one.parameters.every(({ data }, i) =>
    data.every((value, k) => value === other.parameters[i].data[k]),
  );
}

/** Whether points outside the cube, or nowhere, are empty and get no gradient. */
async function nothingOutside(field: Field): Promise<boolean> {
  const points = Float32Array.of(1.01, 0, 0, 0, -3, 0, 0, 0, 1e30, Number.NaN, 0, 0, 0, Infinity, 0);
  const { density, colour } = await field.forward(points, 5);
  await field.zeroGradients();
  await field.backward(new Float32Array(5).fill(1), new Float32Array(15).fill(1));
  await field.pull();
  const all = [density, colour, ...field.parameters.map(({ gradient }) => gradient)];
  return all.every((values) => values.every((value) => value === 0));
}

/** Whether a gradient that is no number is found; and before, that there is none. */
async function findsNaN(field: Field): Promise<boolean[]> {
  const { points, densityGradient, colourGradient } = randomPoints(64, 4, 1);
  const found = [];
  for (const gradient of [densityGradient[7], Number.NaN]) {
    densityGradient[7] = gradient;
    await field.forward(points, 64);
    await field.backward(densityGradient, colourGradient);
    found.push(await field.gradientsAreFinite());
  }
  return found;
}

/** What reading says after something that a GPU refuses. */
async function refused(gpu: Gpu): Promise<string> {
  const kernel = gpu.kernel('@compute @workgroup_size(1) fn main() { not_a_thing(); }');
  gpu.submit([{ kernel, bindings: [], workgroups: [1] }]);
  return gpu.read(gpu.storage(16), 1).then(
    () => 'nothing',
    (error) => error.message,
  );
}

async function check(gpu: Gpu) {
  const errors: Record<string, Record<string, number>> = {};
  for (const problem of PROBLEMS) errors[problem.name] = await parity(gpu, problem);
  const field = new WebGpuField(SMALL, gpu);
  fillParameters(field, 3);
  await field.push();
  const rest = {
    repeats: await repeats(gpu),
    goesOn: await goesOn(gpu),
    nothingOutside: await nothingOutside(field),
    finite: await findsNaN(field),
  };
  await field.dispose();
  return { errors, ...rest, refused: await refused(gpu) };
}

await onGpu(check);
