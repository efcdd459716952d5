import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the model is in a published package, which copies it when it is packed; and in a checkout. */
const PLACES = ['../model', '../../../assets/embedded-prior'];

/** Folder of the image model that is part of the program: model.onnx, prior.json and its model card. */
export function embeddedPriorFolder(): string {
  const folders = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return folders.find((folder) => existsSync(`${folder}/prior.json`)) ?? folders[0];
}
