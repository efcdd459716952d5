import { writeFileSync } from 'node:fs';
import { startCompute } from '@modeseek/backend';
import { aroundViews, contactSheet, encodePng } from '@modeseek/core';
import { loadRunField, RunDirectory } from '@modeseek/trainer';
const compute = await startCompute('auto');
const sheets: any[] = [];
for (const p of process.argv.slice(2)) {
  const { field, renderer } = await loadRunField(RunDirectory.open(`/tmp/r/${p}`), compute);
  const { opacity, images } = await renderer.renderPreview(aroundViews(4), 256, 256);
  let [shown, fog, inner] = [0, 0, 0];
  const at = (v: number, y: number, x: number) => (y < 0 || x < 0 || y > 255 || x > 255 ? 0 : opacity[(v * 256 + y) * 256 + x]);
  const data = new Float32Array(opacity.length * 3);
  for (let i = 0; i < opacity.length; i++) {
    const o = opacity[i]; const v = Math.floor(i / 65536), y = Math.floor(i / 256) % 256, x = i % 256;
    data.set([o, o, o], i * 3);
    if (o > 0.1) { shown++; if (o < 0.9) { fog++; data.set([1, 0, 0], i * 3);
      let edge = false; for (let dy = -3; dy <= 3; dy++) for (let dx = -3; dx <= 3; dx++) if (at(v, y + dy, x + dx) < 0.1) edge = true;
      if (!edge) { inner++; data.set([1, 1, 0], i * 3); } } }
  }
  console.log(p, 'fog', (fog / shown).toFixed(4), 'not at outline', (inner / shown).toFixed(4));
  sheets.push({ ...images, data }, images);
  await field.dispose();
}
writeFileSync('/tmp/x/fog.png', encodePng(contactSheet(sheets, 8)));
await compute.dispose();
