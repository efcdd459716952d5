import type { Images } from '@modeseek/core';
import { loadOnnxRuntime } from '@modeseek/graph/node';

/** What a judge of assets/judge says of pictures in [0, 1]: its outputs, by their names. */
export type PictureModel = (images: Images) => Promise<Record<string, Float32Array>>;

/** Loads one from its ONNX file. */
export async function loadPictureModel(path: string): Promise<PictureModel> {
  const { InferenceSession, Tensor } = await loadOnnxRuntime();
  const session = await InferenceSession.create(path);
  return async ({ data, batch, height, width }) => {
    const pictures = new Tensor('float32', data, [batch, height, width, 3]);
    const outputs = await session.run({ pictures });
    return Object.fromEntries(
      Object.entries(outputs).map(([name, output]) => [name, output.data as Float32Array]),
    );
  };
}
