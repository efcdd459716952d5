import type { Kernels } from '@modeseek/backend';
import type { Rng } from '@modeseek/core';
import { checkFieldConfig, FIELD_DEFAULTS, type FieldConfig } from './config.ts';
import type { Field } from './field.ts';
import { ReferenceField } from './kernels/reference.ts';
import { TfjsField } from './kernels/tfjs.ts';
import { WasmField } from './kernels/wasm/wasm.ts';
import { WebGpuField } from './kernels/webgpu/webgpu.ts';
import { initialiseParameters } from './parameters.ts';

/**
 * A new field with random parameters, on the kernels that fit the compute.
 * @param config what differs from the defaults
 * @throws UserError when the configuration is out of range
 */
export async function createField(config: Partial<FieldConfig>, rng: Rng, compute: Kernels): Promise<Field> {
  const full = { ...FIELD_DEFAULTS, ...config };
  checkFieldConfig(full);
  const field = await startField(full, compute);
  initialiseParameters(field.parameters, rng);
  await field.push();
  return field;
}

async function startField(config: FieldConfig, compute: Kernels): Promise<Field> {
  switch (compute.kernels) {
    case 'reference':
      return new ReferenceField(config);
    case 'wasm':
      return WasmField.start(config, compute.threads);
    case 'webgpu':
      return new WebGpuField(config, compute.gpu);
    case 'tfjs':
      return new TfjsField(config);
  }
}
