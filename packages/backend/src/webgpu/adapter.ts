import { probe } from '../probe.ts';

/** A GPU, or what stands in for one, as WebGPU names it. */
export interface WebGpuAdapter {
  vendor: string;
  architecture: string;
  description: string;
  /** False for software: a CPU playing GPU. */
  hardware: boolean;
}

/** Names of software drivers, beside what WebGPU itself marks as fallback. */
const SOFTWARE = /llvmpipe|lavapipe|softpipe|swiftshader|basic render|warp/i;

/** The adapter that WebGPU would use here, found in a child process; null when there is none. */
export async function findAdapter(): Promise<WebGpuAdapter | null> {
  const info = await probe<
    Record<'vendor' | 'architecture' | 'device' | 'description', string> & {
      fallback: boolean;
    }
  >(
    'webgpu',
    `const adapter = await exports.create([]).requestAdapter({ powerPreference: 'high-performance' });
     if (!adapter) return null;
     const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
     return { vendor, architecture, device, description, fallback: isFallbackAdapter === true };`,
  );
  if (!info) return null;
  const { vendor, architecture, device, description, fallback } = info;
  const hardware = !fallback && !SOFTWARE.test([vendor, architecture, device, description].join(' '));
  return { vendor, architecture, description: description || device, hardware };
}
