import type { MeshFormat } from './format.ts';
import { TO_SLICER } from './slicer-axes.ts';
import { toldOf } from './told.ts';

const HEADER = 80;

/** Written by three.js, without colours, which the format does not have; objects are one. */
export const stl: MeshFormat<'stl'> = {
  name: 'stl',
  title: 'binary STL, in millimetres, z up: the shape alone, for printing',
  holds: 'shape',
  async encode(model, stem) {
    const [{ BufferAttribute, BufferGeometry, Group, Matrix4, Mesh }, { STLExporter }] = await Promise.all([
      import('three'),
      import('three/addons/exporters/STLExporter.js'),
    ]);
    const group = new Group();
    for (const { mesh } of model.parts) {
      const geometry = new BufferGeometry();
      geometry.setIndex(new BufferAttribute(mesh.indices, 1));
      geometry.setAttribute('position', new BufferAttribute(mesh.positions, 3));
      group.add(new Mesh(geometry));
    }
    group.applyMatrix4(new Matrix4().fromArray(TO_SLICER));
    group.updateMatrixWorld(true);
    const { buffer } = new STLExporter().parse(group, { binary: true });
    const bytes = new Uint8Array(buffer as ArrayBuffer);
    // No file of bytes may begin as those of text do, with "solid".
    const told = toldOf(model).map(([name, value]) => `${name}: ${value}`);
    new TextEncoder().encodeInto(`STL; ${told.join('; ')}`, bytes.subarray(0, HEADER));
    return [{ name: `${stem}.stl`, bytes }];
  },
};
