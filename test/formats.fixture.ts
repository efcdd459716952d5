// Writes two boxes in every format, and opens them with three.js's loaders, which need a page.

import { FORMATS } from '@modeseek/mesh';
import { boxes, sidesPicture } from '@modeseek/mesh/src/formats/model.fixture.ts';
import {
  Box3,
  type BufferGeometry,
  type Group,
  LoadingManager,
  Mesh,
  type MeshStandardMaterial,
  type Object3D,
  Vector3,
} from 'three';
import { ThreeMFLoader } from 'three/addons/loaders/3MFLoader.js';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { MTLLoader } from 'three/addons/loaders/MTLLoader.js';
import { OBJLoader } from 'three/addons/loaders/OBJLoader.js';
import { PLYLoader } from 'three/addons/loaders/PLYLoader.js';
import { STLLoader } from 'three/addons/loaders/STLLoader.js';
import { USDLoader } from 'three/addons/loaders/USDLoader.js';
import { encodeOnCanvas } from './canvas-png.fixture.ts';

/** What a loader made of a file. */
export interface Opened {
  meshes: number;
  /** In hundredths of the file's unit. */
  box: number[][];
  /** Colour of the side that faces the front, 0 to 255; null where there is none. */
  front: number[] | null;
  metalness?: number;
  roughness?: number;
}
export type Findings = Record<string, Opened>;

type Files = Map<string, Uint8Array>;
type Opener = (files: Files, manager: LoadingManager) => Object3D | Promise<Object3D>;

const first = (files: Files) => new Uint8Array([...files.values()][0]).buffer;
const text = (files: Files, ending: string) =>
  new TextDecoder().decode([...files].find(([name]) => name.endsWith(ending))![1]);

const OPENERS: Record<(typeof FORMATS)[number]['name'], Opener> = {
  glb: async (files) => (await new GLTFLoader().parseAsync(first(files), '')).scene,
  gltf: async (files) => (await new GLTFLoader().parseAsync(first(files), '')).scene,
  obj: (files, manager) => {
    const materials = new MTLLoader(manager).parse(text(files, '.mtl'), '');
    materials.preload();
    return new OBJLoader(manager).setMaterials(materials).parse(text(files, '.obj'));
  },
  ply: (files) => new Mesh(new PLYLoader().parse(first(files))),
  stl: (files) => new Mesh(new STLLoader().parse(first(files))),
  '3mf': (files, manager) => new ThreeMFLoader(manager).parse(first(files)),
  usdz: (files, manager) => new USDLoader(manager).parse(first(files)) as Group,
};

async function open(name: keyof typeof OPENERS, files: Files): Promise<Opened> {
  const manager = new LoadingManager();
  manager.setURLModifier((url) => {
    const bytes = files.get(url);
    return bytes ? URL.createObjectURL(new Blob([new Uint8Array(bytes)])) : url;
  });
  const loaded = new Promise<void>((resolve) => {
    manager.onLoad = resolve;
  });
  let waits = false;
  manager.onStart = () => {
    waits = true;
  };
  const object = await OPENERS[name](files, manager);
  if (waits) await loaded;
  object.updateMatrixWorld(true);
  const meshes: Mesh[] = [];
  object.traverse((each) => {
    if (each instanceof Mesh) meshes.push(each);
  });
  const { min, max } = new Box3().setFromObject(object);
  const box = [min, max].map((corner) => corner.toArray().map((value) => Math.round(100 * value) + 0));
  const up = box[1][2] > 1000 ? 'z' : 'y';
  const front = frontColour(meshes[0], up === 'y' ? new Vector3(0, 0, 1) : new Vector3(0, -1, 0));
  const { metalness, roughness } = meshes[0].material as MeshStandardMaterial;
  return { meshes: meshes.length, box, front, metalness, roughness };
}

/** Of a mesh's vertices that face in a direction, by texture or attribute. */
function frontColour(mesh: Mesh, direction: Vector3): number[] | null {
  const geometry = mesh.geometry as BufferGeometry;
  if (!geometry.hasAttribute('normal')) geometry.computeVertexNormals();
  const [normal, uv, colour] = ['normal', 'uv', 'color'].map((name) => geometry.getAttribute(name));
  const world = new Vector3();
  for (let i = 0; i < normal.count; i++) {
    world.fromBufferAttribute(normal, i).transformDirection(mesh.matrixWorld);
    if (world.dot(direction) < 0.9) continue;
    const { map } = mesh.material as MeshStandardMaterial;
    if (map && uv) {
      const { width, height } = map.image as ImageBitmap;
      const canvas = new OffscreenCanvas(width, height).getContext('2d')!;
      canvas.drawImage(map.image as ImageBitmap, 0, 0);
      const v = map.flipY ? 1 - uv.getY(i) : uv.getY(i);
      const { data } = canvas.getImageData(Math.floor(uv.getX(i) * width), Math.floor(v * height), 1, 1);
      return [...data.subarray(0, 3)];
    }
    return colour ? [colour.getX(i), colour.getY(i), colour.getZ(i)].map((c) => Math.round(255 * c)) : null;
  }
  return null;
}

const found: Findings = {};
for (const format of FORMATS) {
  for (const textured of [true, false]) {
    if (textured && format.holds !== 'textures') continue;
    const model = boxes(textured ? await encodeOnCanvas(sidesPicture()) : null);
    const files = new Map((await format.encode(model, 'two')).map(({ name, bytes }) => [name, bytes]));
    found[`${format.name}, ${textured ? 'texture' : 'no texture'}`] = await open(format.name, files);
  }
}
Object.assign(globalThis, { findings: JSON.stringify(found) });
