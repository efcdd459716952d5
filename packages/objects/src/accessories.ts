import type { Rng } from '@modeseek/core';
import type { Group } from 'three';
import type { Anchors, Maker } from './maker.ts';
import { shadeOf } from './palette.ts';
import { ball, box, cone, cylinder, ring } from './parts.ts';

/** What anything with a head can wear. */
export const ACCESSORIES = ['hat', 'cap', 'scarf', 'bow', 'crown'] as const;
export type Accessory = (typeof ACCESSORIES)[number];

/** Puts an accessory on the head or neck and returns the phrase for it: "with a red hat". */
export function wear(root: Maker, { head, neck }: Anchors, accessory: Accessory, rng: Rng): string {
  const on = accessory === 'scarf' ? neck : head;
  if (!on) throw new Error('what has no head wears nothing');
  const make = root.within(on.parent as Group);
  const r: number = on.userData.radius;
  const at = on.position.toArray();
  const place = (y: number, z = 0) => [at[0], at[1] + y * r, at[2] + z * r] as const;
  const accent = make.accent();
  const cloth =
    accessory === 'crown' && rng.chance(0.6) && make.main.name !== 'golden'
      ? { name: 'golden' as const, colour: shadeOf('golden', rng) }
      : accent;
  if (accessory === 'hat') {
    const tall = r * rng.uniform(0.8, 1.2);
    make.add(cylinder(r * 1.25, r * 1.25, r * 0.18), cloth, { at: place(0.8) });
    make.add(cylinder(r * 0.8, r * 0.78, tall), cloth, { at: [at[0], at[1] + r * 0.8 + tall / 2, at[2]] });
  } else if (accessory === 'cap') {
    make.add(ball(r * 1.08, 20), cloth, { at: place(0.42), stretch: [1, 0.72, 1] });
    make.add(cylinder(r * 0.75, r * 0.75, r * 0.14), cloth, { at: place(0.5, 0.85), stretch: [1, 1, 0.9] });
  } else if (accessory === 'scarf') {
    make.add(ring(r, r * 0.28), cloth, { at });
    make.add(box(r * 0.5, r * 1.3, r * 0.26), cloth, {
      at: [at[0] + r * 0.45, at[1] - r * 0.65, at[2] + r * 1.05],
    });
  } else if (accessory === 'bow') {
    for (const x of [-1, 1])
      make.add(cone(r * 0.5, r * 0.85, 16), cloth, {
        at: [at[0] + x * r * 0.42, at[1] + r * 1.15, at[2] + r * 0.2],
        turn: [0, 0, (x * Math.PI) / 2],
        stretch: [1, 1, 0.6],
      });
    make.add(ball(r * 0.22, 12), cloth, { at: place(1.15, 0.2) });
  } else {
    make.add(cylinder(r * 0.78, r * 0.66, r * 0.4), cloth, { at: place(1) });
    for (let i = 0; i < 6; i++) {
      const angle = (i * Math.PI) / 3;
      make.add(cone(r * 0.24, r * 0.5, 6), cloth, {
        at: [at[0] + Math.sin(angle) * r * 0.64, at[1] + r * 1.4, at[2] + Math.cos(angle) * r * 0.64],
      });
    }
  }
  return `with a ${cloth.name} ${accessory}`;
}
