import { SHAPES, torus } from './shapes.fixture.ts';
import { hiddenTriangles } from './hidden-triangles.ts';
import { depthMap } from '@modeseek/raster';
for (const n of ['one-in-another','one-in-another','torus']) { const s = (process.cpuUsage().user/1000); const h = hiddenTriangles(SHAPES[n]); console.log(n, (process.cpuUsage().user/1000) - s, h.reduce((a,b)=>a+b,0)/h.length); }
const big = torus(1, .35, 70, 70*2);
let s = (process.cpuUsage().user/1000); for (let i=0;i<20;i++) depthMap(big,[0.6,0.64,0.48],256,{centre:[0,0,0],width:2.8}); console.log('map of', big.indices.length/3, ((process.cpuUsage().user/1000)-s)/20);
