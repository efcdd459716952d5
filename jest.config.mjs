import { availableParallelism } from 'node:os';

/**
 * As `turnTelemetryOff` does (packages/node/src/telemetry.ts), for the tests' own process: inside Jest
 * `process.env` is a copy.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';

/** Native ES modules: run through `yarn test`, which passes --experimental-vm-modules. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/packages/*/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '<rootDir>/scripts/jest-transform.mjs',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
    '/node_modules/three/.*\\.js$': [
      '<rootDir>/scripts/jest-transform.mjs',
      { jsc: { parser: { syntax: 'ecmascript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!three/)'],
  modulePathIgnorePatterns: ['<rootDir>/\\.cache/'],
  testTimeout: 600_000,
  // Two workers even on two cores: tests often wait for programs that they have started. A worker that has grown
  // too large is replaced.
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
  workerIdleMemoryLimit: '1.5GB',
};
