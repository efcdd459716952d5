import { expect, test } from '@jest/globals';
import { Rng, relativeError } from '@modeseek/core';
import { ReferenceField, referenceAdam } from '@modeseek/nerf';
import { fillParameters, SMALL } from '@modeseek/nerf/src/problem.fixture.ts';
import { wasmAdam } from './adam.ts';
import { WasmField } from './field.ts';

test('wasm follows the reference, and goes on alike from restored moments', async () => {
  const reference = new ReferenceField(SMALL);
  const wasm = await WasmField.start(SMALL, 2);
  let adam = wasmAdam(wasm);
  const expected = referenceAdam(reference.parameters);
  for (const field of [reference, wasm]) fillParameters(field, 1);
  const rates = { table: 0.02, 'hidden.weight': 0.01, 'output.weight': 0.005 };
  for (let step = 0; step < 6; step++) {
    for (const field of [reference, wasm]) {
      const rng = new Rng(step);
      for (const { gradient } of field.parameters) {
        for (let i = 0; i < gradient.length; i++) gradient[i] = rng.chance(0.4) ? 0 : rng.normal();
      }
    }
    await expected.update(rates);
    await adam.update(rates);
    if (step === 2) {
      const restored = wasmAdam(wasm);
      restored.steps = adam.steps;
      restored.moments.forEach(({ first, second }, i) => {
        first.set(adam.moments[i].first);
        second.set(adam.moments[i].second);
      });
      adam = restored;
    }
  }
  wasm.parameters.forEach(({ data }, i) => {
    expect(relativeError(data, reference.parameters[i].data)).toBeLessThan(1e-6);
    expect(relativeError(adam.moments[i].first, expected.moments[i].first)).toBeLessThan(1e-5);
    expect(relativeError(adam.moments[i].second, expected.moments[i].second)).toBeLessThan(1e-5);
  });
  await wasm.dispose();
});
