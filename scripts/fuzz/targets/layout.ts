import { aroundViews, UserError } from '@modeseek/core';
import { createRenderer } from '@modeseek/renderer';
import { encodeLayout, type Layout, parseLayout, renderScene } from '@modeseek/scene';
import { mutateJsonText, mutateText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

const LAYOUT: Layout = {
  objects: [
    { words: 'red mug', scale: 0.4, offset: [0.1, 0.5, 0], turn: 0.3 },
    { words: 'red mug', scale: 0.4, offset: [-0.3, 0.5, 0.1], turn: -0.2 },
    { words: 'table', scale: 1.2, offset: [0, -0.1, 0], turn: 0 },
  ],
  metresPerUnit: 0.9,
};

/** A red ball, in which rays are short. */
const renderer = () => {
  const ball = async (points: Float32Array, count: number) => ({
    density: new Float32Array(count).map((_, i) =>
      Math.hypot(...points.subarray(3 * i, 3 * i + 3)) < 0.7 ? 50 : 0,
    ),
    colour: new Float32Array(count * 3).map((_, i) => (i % 3 === 0 ? 1 : 0)),
  });
  return createRenderer({ forward: ball, query: ball, backward: async () => {} }, { samplesPerDiagonal: 16 });
};

/** A scene's layout, as export and the turntable take it. */
export const layoutTarget: Target = {
  name: 'layout',
  share: 1,
  async prepare() {
    const whole = encodeLayout(LAYOUT);
    return {
      async attempt(rng, show) {
        const changed = mutateJsonText(rng, whole);
        const text = rng.chance(0.2) ? mutateText(rng, changed) : changed;
        show(text);
        const layout = parseLayout(text);
        if (!layout) throw new UserError('no layout');
        expectThat(
          encodeLayout(parseLayout(encodeLayout(layout))!) === encodeLayout(layout),
          'it is read otherwise',
        );
        const [first, ...others] = layout.objects.slice(0, 4);
        const objects = [first, ...others].map((placement) => ({ placement, renderer: renderer() }));
        const { images, opacity, points } = await renderScene(objects, aroundViews(1), 4, 4);
        for (const values of [images.data, opacity, points]) {
          expectThat(values.every(Number.isFinite), 'a picture of it is not finite');
        }
      },
    };
  },
};
