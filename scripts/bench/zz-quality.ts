import { readFileSync, writeFileSync } from 'node:fs';
import { aroundViews, contactSheet, encodePng } from '@modeseek/core';
import { meshPictures, readTriangles } from './mesh-pictures.ts';
import { hiddenShare } from './surface/hidden.ts';
import { pitShare } from './surface/pits.ts';
import { medianBend, topologyOf, weld } from './surface/welded.ts';

const sheets = [];
for (const f of process.argv.slice(3)) {
  const t = await readTriangles(readFileSync(f));
  const m = weld(t);
  const { bodies, genus, openEdges } = topologyOf(m);
  console.log(
    f.replace('/mesh.glb', '').split('/').pop(),
    'genus',
    genus,
    'bodies',
    bodies,
    'open',
    openEdges,
    'rough',
    medianBend(m).toFixed(2),
    'pits',
    (100 * pitShare(m)).toFixed(2),
    'hidden',
    (100 * hiddenShare(m)).toFixed(1),
    'faces',
    m.faces.length / 3,
  );
  const views = aroundViews(8)
    .filter((_, i) => [0, 1, 3, 5].includes(i))
    .map((v) => ({ ...v, light: [0.45, 0.75, 0.48] as const }));
  const size = 224;
  sheets.push(
    meshPictures(
      t,
      views.slice(0, 3).map((v) => ({ ...v, shading: 'lambertian' as const })),
      size,
    ),
    meshPictures(
      t,
      views.map((v) => ({ ...v, shading: 'textureless' as const })),
      size,
    ),
  );
}
writeFileSync(process.argv[2], encodePng(contactSheet(sheets, 7)));
