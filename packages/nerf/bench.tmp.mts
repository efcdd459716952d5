import { createAdam, gradientsAreFinite } from './src/index.ts';
import { FIELD_DEFAULTS } from '/work/main/packages/nerf/src/config.ts';
import { ReferenceField } from '/work/main/packages/nerf/src/kernels/reference.ts';
import { WasmField } from '/work/main/packages/nerf/src/kernels/wasm/wasm.ts';
import { initialiseParameters } from '/work/main/packages/nerf/src/parameters.ts';
import { Rng } from '@modeseek/core';
const config = { ...FIELD_DEFAULTS, hidden: Number(process.argv[2] ?? 32) };
const threads = Number(process.argv[3] ?? 2);
const ref = new ReferenceField(config);
const t00 = performance.now();
const wasm = await WasmField.start(config, threads);
initialiseParameters(ref.parameters, new Rng(1));
for (const v of [0]) { const r = new Rng(5); const d = ref.parameters[0].data; for (let i=0;i<d.length;i++) d[i]=r.uniform(-.5,.5); }
ref.parameters.forEach((p, i) => wasm.parameters[i].data.set(p.data));
const rng = new Rng(3);
const n = 3000;
const pts = Float32Array.from({ length: n * 3 }, () => rng.uniform(-1.02, 1.02));
const gd = Float32Array.from({ length: n }, () => rng.normal());
const gc = Float32Array.from({ length: n*3 }, () => rng.normal());
const diff = (a: Float32Array, b: Float32Array) => { let m=0, s=0; for (let i=0;i<a.length;i++){ m=Math.max(m,Math.abs(a[i]-b[i])); s=Math.max(s,Math.abs(a[i])); } return `${m/s} of ${s}`; };
const a = await ref.forward(pts, n); const b = await wasm.forward(pts, n);
console.log('start+first', performance.now() - t00);
console.log('density', diff(a.density, b.density), 'colour', diff(a.colour, b.colour));
await ref.backward(gd, gc); await wasm.backward(gd, gc);
ref.parameters.forEach((p, i) => console.log(p.name, diff(p.gradient, wasm.parameters[i].gradient)));
// bench: rays
const N = 131072; const P = new Float32Array(N * 3);
for (let ray = 0; ray < N / 32; ray++) {
  const o = [rng.uniform(-.9,.9), rng.uniform(-.9,.9), rng.uniform(-.9,.9)]; const d=[rng.normal(),rng.normal(),rng.normal()]; const l=Math.hypot(...d);
  for (let s = 0; s < 32; s++) for (let c = 0; c < 3; c++) P[(ray*32+s)*3+c] = Math.max(-1, Math.min(1, o[c] + d[c]/l*s/32));
}
const GD = Float32Array.from({ length: N }, () => rng.normal()); const GC = Float32Array.from({ length: N*3 }, () => rng.normal());
const F=[],B=[];
for (let i = 0; i < 25; i++) { const t0 = performance.now(); await wasm.forward(P, N); const t1 = performance.now(); await wasm.backward(GD, GC); const t2=performance.now(); F.push(t1-t0); B.push(t2-t1); }
const med = (x:number[]) => `${x.slice().sort((p,q)=>p-q)[x.length>>1].toFixed(1)} (min ${Math.min(...x).toFixed(1)})`;
console.log('forward', med(F), 'backward', med(B)); 
const adam = createAdam(wasm); const A: number[]=[], Z: number[]=[], G: number[]=[]; for (let i=0;i<20;i++){ let t0=performance.now(); await adam.update(0.01); A.push(performance.now()-t0); t0=performance.now(); gradientsAreFinite(wasm.parameters); G.push(performance.now()-t0); } console.log('adam', med(A), 'finite', med(G), 'of', wasm.parameters[0].data.length); { const Q=[]; for (let i=0;i<20;i++){const t0=performance.now(); await wasm.query(P, 65536); Q.push(performance.now()-t0);} console.log('query 64k', med(Q)); } { const Q=[]; for (let i=0;i<50;i++){const t0=performance.now(); await wasm.query(P, 1); Q.push(performance.now()-t0);} console.log('query 1 point', med(Q)); } await wasm.dispose();
