import { writeFileSync } from 'node:fs';
import {
  aroundViews,
  contactSheet,
  drawingLengths,
  encodePng,
  Rng,
  resample,
  unpackDrawing,
} from '@modeseek/core';
import { classifierFreeGuidance, karrasLevels, SAMPLERS } from '@modeseek/guidance';
import { loadPrior } from '@modeseek/priors';
import { toImages } from './draw-samples.ts';
import { Judge } from './judge.ts';

const judge = await Judge.load();
const prior = await loadPrior(process.env.MODEL ?? 'embedded');
const { format, info } = prior as any;
const per = drawingLengths(format).all;
const nouns = (
  process.env.NOUNS ?? 'hamburger,car,owl,tank,sushi,bee,chair,cactus,house,castle,mug,bicycle'
).split(',');
const denoiser = (prior as any).denoiser ?? prior;
const sheets: any[] = [];
for (const spec of process.argv.slice(2)) {
  const [kind, sampler, steps, chunk, kn] = spec.split(':');
  const V = Number(kind),
    S = Number(steps),
    C = Number(chunk ?? V);
  let right = 0,
    n = 0,
    geo = 0,
    secs = 0;
  for (const noun of nouns) {
    const rng = new Rng(`0:${noun}`);
    const views = aroundViews(V);
    const order = [...views.keys()].sort((a, b) => (a % (V / C)) - (b % (V / C)) || a - b);
    const guided = classifierFreeGuidance(denoiser, {
      guidanceScale: 4,
      guidanceFloor: 1.4,
      guidanceCeiling: 20,
    });
    const out = new Float32Array(V * per);
    const began = performance.now();
    for (let c = 0; c < V; c += C) {
      const ids = order.slice(c, c + C),
        before = order.slice(0, c).slice(-Number(kn ?? 8));
      const condition: any = { prompt: `a ${noun}`, views: ids.map((i) => views[i]) };
      if (before.length) {
        const sigma = 0.2;
        const pictures = new Float32Array(before.length * per);
        before.forEach((i, k) =>
          pictures.set(
            out.subarray(i * per, (i + 1) * per).map((v) => v + sigma * rng.normal()),
            k * per,
          ),
        );
        condition.known = { views: before.map((i) => views[i]), pictures, sigma };
      }
      const levels = karrasLevels({ steps: S, sigmaMax: 50, sigmaMin: 0.05 });
      const start = rng.normals(new Float32Array(C * per)).map((x) => x * levels[0]);
      const clean = await (SAMPLERS as any)[sampler](
        (z: any, s: number) => guided.denoise(z, s, condition),
        start,
        levels,
        rng,
      );
      ids.forEach((i, k) => out.set(clean.subarray(k * per, (k + 1) * per), i * per));
    }
    secs += (performance.now() - began) / 1000;
    const images = toImages(out, format);
    const small = { ...images, height: 64, width: 64, data: resample(images, 3, 64, 64) };
    const { verdicts } = (await judge.judge(small as any)) as any;
    right += verdicts.filter((v: any) => v.concept === noun).length;
    n += V;
    if (sheets.length < 400)
      for (let i = 0; i < 8; i++)
        sheets.push({
          ...images,
          batch: 1,
          data: images.data.slice(
            Math.floor((i * V) / 8) * 128 * 128 * 3,
            (Math.floor((i * V) / 8) + 1) * 128 * 128 * 3,
          ),
        });
  }
  console.log(spec, 'judge', (right / n).toFixed(3), 'seconds', (secs / nouns.length).toFixed(1));
}
writeFileSync('/tmp/x/first.png', encodePng(contactSheet(sheets, 8)));
await (prior as any).dispose();
