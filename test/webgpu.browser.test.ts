import { findingsInBrowser } from './webgpu.fixture.ts';
import { describeKernels } from './webgpu-kernels.fixture.ts';

await describeKernels('WebGPU in a browser', findingsInBrowser);
