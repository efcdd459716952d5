import type { Images } from '@modeseek/core';
import { createField } from '@modeseek/nerf';
import type { CanvasKind } from './canvas.ts';
import { geometryOf, geometryShapes } from './geometry.ts';
import { joinedAdam } from './joined-adam.ts';
import { bounded } from './look-at.ts';
import { Numbers } from './numbers.ts';

/**
 * Pictures that lie one over the other in a hash grid with a small network, the trainer's own field, of which
 * only colours are used; geometry, where the model draws it, beside them as bare numbers.
 */
export const gridCanvas: CanvasKind<'grid'> = {
  name: 'grid',
  title: 'a hash grid with a small network, as in a NeRF',
  anySize: true,
  learningRate: '0:0.03 1:0.003 log',
  async create(surroundings) {
    const { pictures, size, drawing, kernels, rng } = surroundings;
    const field = await createField({ finestResolution: Math.max(16, size) }, rng, kernels);
    const beside = new Numbers(geometryShapes(surroundings));
    const adam = joinedAdam(kernels.adam(field, { sparse: [] }), beside.state.adam);
    const count = pictures * size * size;
    const points = pixelPoints(pictures, size);
    const wanted = new Float32Array(3 * count);
    const images = async (): Promise<Images> => {
      const { colour } = await field.forward(points, count);
      return { data: colour.slice(0, 3 * count), batch: pictures, height: size, width: size };
    };
    return {
      state: {
        field: {
          parameters: [...field.parameters, ...beside.state.field.parameters],
          pull: () => field.pull(),
          push: () => field.push(),
        },
        adam,
      },
      draw: async () => drawing.pack({ images: await images(), ...geometryOf(beside.values, count) }),
      async aim(drawn) {
        const goal = await drawing.unpack(drawn, size);
        wanted.set(goal.images.data);
        beside.aim([goal.opacity, goal.points]);
      },
      async backward() {
        const { data } = await images();
        // As of colours in [-1, 1].
        const gradient = data.map((value, i) => (4 / data.length) * (value - wanted[i]));
        await field.zeroGradients();
        await field.backward(new Float32Array(count), gradient);
        const squares = data.reduce((sum, value, i) => sum + (value - wanted[i]) ** 2, 0);
        return (2 * squares) / data.length + beside.backward();
      },
      step: (rate) => adam.update(rate),
      look: async () => bounded(await images()),
      dispose: () => field.dispose(),
    };
  },
};

/** Middles of all pixels: each picture is a plane of the cube [-1, 1]³, one behind the other. */
function pixelPoints(pictures: number, size: number): Float32Array {
  const points = new Float32Array(3 * pictures * size * size);
  const middle = (i: number, of: number) => (2 * i + 1) / of - 1;
  for (let i = 0; i < pictures * size * size; i++) {
    points[3 * i] = middle(i % size, size);
    points[3 * i + 1] = middle(Math.floor(i / size) % size, size);
    points[3 * i + 2] = middle(Math.floor(i / size / size), pictures);
  }
  return points;
}
