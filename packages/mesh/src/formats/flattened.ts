import { type Placement, placePoint, turnAboutY } from '@modeseek/core';
import type { FinishedModel, FinishedPart } from './format.ts';

/** A model whose parts' vertices are where the parts stand: for formats that have no places for them. */
export function flattened(model: FinishedModel): FinishedModel {
  const [first, ...others] = model.parts.map(flatPart);
  return { ...model, parts: [first, ...others] };
}

function flatPart({ placement, ...part }: FinishedPart): FinishedPart {
  if (!placement) return part;
  const { mesh } = part;
  const { tangents } = mesh;
  return {
    ...part,
    mesh: {
      ...mesh,
      positions: placedPositions(mesh.positions, placement),
      normals: turnedAll(mesh.normals, placement.turn, 3),
      ...(tangents && { tangents: turnedAll(tangents, placement.turn, 4) }),
    },
  };
}

/** Positions `[count, 3]` where they are placed. */
export function placedPositions(positions: Float32Array, placement: Placement): Float32Array {
  const out = new Float32Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    out.set(placePoint([positions[i], positions[i + 1], positions[i + 2]], placement), i);
  }
  return out;
}

/** Vectors, the first three of each `each` numbers, turned; what is behind them stays. */
function turnedAll(vectors: Float32Array, turn: number, each: number): Float32Array {
  const out = vectors.slice();
  for (let i = 0; i < out.length; i += each) out.set(turnAboutY([out[i], out[i + 1], out[i + 2]], turn), i);
  return out;
}
