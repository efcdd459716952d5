import { setFlagsFromString } from 'node:v8';

/** A WebAssembly module that does nothing but contain one `f32x4.relaxed_madd`. */
const PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic, version
  ...[1, 5, 1, 96, 0, 1, 123], // type: () -> v128
  ...[3, 2, 1, 0], // function 0 has it
  ...[10, 19, 1, 17, 0], // code: one body, no locals
  ...[65, 0, 253, 17, 65, 0, 253, 17, 65, 0, 253, 17], // three i32x4.splat(0)
  ...[253, 133, 2, 11], // f32x4.relaxed_madd, end
);

let supported: boolean | undefined;

/**
 * Whether this thread compiles relaxed SIMD (fused multiply-add). Node 20 has it behind a flag of V8, which
 * this sets; call it in every thread before compiling such a module.
 */
export function enableRelaxedSimd(): boolean {
  if (supported === undefined) {
    supported = WebAssembly.validate(PROBE);
    if (!supported) {
      setFlagsFromString('--experimental-wasm-relaxed-simd');
      supported = WebAssembly.validate(PROBE);
    }
  }
  return supported;
}
