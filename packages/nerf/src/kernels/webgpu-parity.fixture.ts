// Runs the field on WebGPU against the reference and prints the relative errors as JSON; `null` without an adapter.
import { type Compute, startCompute } from '@modeseek/backend';
import { UserError } from '@modeseek/core';
import { fillParameters, randomPoints, relativeError, SMALL } from '../problem.fixture.ts';
import { ReferenceField } from './reference.ts';
import { TfjsField } from './tfjs.ts';

const COUNT = 300;

async function compare(compute: Compute): Promise<Record<string, number>> {
  const reference = new ReferenceField(SMALL);
  const field = new TfjsField(SMALL);
  const { points, densityGradient, colourGradient } = randomPoints(COUNT, 1);
  const values = [];
  for (const f of [reference, field]) {
    fillParameters(f, 2);
    values.push(await f.forward(points, COUNT));
    await f.backward(densityGradient, colourGradient);
  }
  const errors: Record<string, number> = {
    density: relativeError(values[1].density, values[0].density),
    colour: relativeError(values[1].colour, values[0].colour),
  };
  field.parameters.forEach(({ name, gradient }, i) => {
    errors[name] = relativeError(gradient, reference.parameters[i].gradient);
  });
  await field.dispose();
  await compute.dispose();
  return errors;
}

try {
  console.log(JSON.stringify(await compare(await startCompute('webgpu'))));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.log('null');
}
