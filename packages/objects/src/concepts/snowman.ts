import { Group } from 'three';
import { accentColour } from '../accent.ts';
import type { Concept } from '../concept.ts';
import { fitToBall } from '../fit.ts';
import { hsl, randomColour, shadeOf } from '../palette.ts';
import { addPart, ball, box, cone, cylinder, torus } from '../parts.ts';

export const snowman: Concept = {
  name: 'snowman',
  synonyms: ['snow man'],
  category: 'figure',
  symmetry: 1,
  build(rng) {
    const group = new Group();
    const adjectives: string[] = [];
    const features: string[] = [];
    const natural = rng.chance(0.8);
    const main = natural
      ? { name: 'white' as const, colour: shadeOf('white', rng) }
      : randomColour(rng, ['blue', 'pink', 'green', 'yellow', 'red', 'purple', 'turquoise', 'orange']);
    const three = rng.chance(0.55);
    const radii = [rng.uniform(0.5, 0.62), rng.uniform(0.36, 0.44), rng.uniform(0.27, 0.33)];
    if (!three) {
      radii.splice(1, 1);
      radii[1] *= 1.2;
      adjectives.push('short');
    }
    const centres: number[] = [];
    let y = 0;
    for (const r of radii) {
      y += centres.length === 0 ? r * 0.9 : r * 0.8;
      addPart(group, ball(r), main.colour, { at: [0, y, 0] });
      centres.push(y);
      y += r * 0.8;
    }
    const head = radii[radii.length - 1];
    const face = centres[centres.length - 1];
    for (const x of [-0.4, 0.4])
      addPart(group, ball(0.072, 12), hsl(0, 0, 6), { at: [x * head, face + head * 0.32, head * 0.85] });
    const carrot = rng.uniform(0.28, 0.45);
    addPart(group, cone(0.095, carrot), hsl(rng.uniform(20, 28), 100, 50), {
      at: [0, face, head * 0.9 + carrot / 2],
      turn: [Math.PI / 2, 0, 0],
    });
    features.push('with a carrot nose');
    const chest = centres[centres.length - 2];
    const belly = radii[radii.length - 2];
    if (rng.chance(0.65)) {
      for (const t of [-0.15, 0.2, 0.55])
        addPart(group, ball(0.068, 12), hsl(0, 0, 8), {
          at: [0, chest + Math.sin(t) * belly, Math.cos(t) * belly],
        });
      features.push('with buttons');
    }
    const hat = rng.pick(['top hat', 'cap', 'bucket', null]);
    const crown = face + head * 0.78;
    const cloth = hat === 'top hat' && rng.chance(0.5) ? 'black' : accentColour(rng, main.name).name;
    const fabric = shadeOf(cloth, rng);
    if (hat === 'top hat') {
      const tall = rng.uniform(0.3, 0.45);
      addPart(group, cylinder(head * 1.15, head * 1.15, 0.07), fabric, { at: [0, crown, 0] });
      addPart(group, cylinder(head * 0.75, head * 0.75, tall), fabric, { at: [0, crown + tall / 2, 0] });
    } else if (hat === 'cap') {
      addPart(group, cone(head * 0.95, 0.5), fabric, { at: [0, crown + 0.12, 0] });
      addPart(group, ball(0.11, 16), hsl(0, 0, cloth === 'white' ? 30 : 96), { at: [0, crown + 0.38, 0] });
    } else if (hat === 'bucket') {
      addPart(group, cylinder(head * 0.6, head * 0.9, 0.4), fabric, { at: [0, crown + 0.12, 0] });
    }
    if (hat) features.push(`with a ${cloth} ${hat === 'top hat' ? 'hat' : hat}`);
    if (rng.chance(0.5)) {
      const scarf = accentColour(rng, main.name);
      const neck = face - head * 0.72;
      addPart(group, torus(head * 0.75, 0.1), scarf.colour, { at: [0, neck, 0], turn: [Math.PI / 2, 0, 0] });
      addPart(group, box(0.16, 0.36, 0.08), scarf.colour, {
        at: [head * 0.5, neck - 0.2, belly * 0.88],
        turn: [-0.15, 0, 0.1],
      });
      features.push(`with a ${scarf.name} scarf`);
    }
    if (rng.chance(0.6)) {
      const lift = rng.uniform(0.1, 0.7);
      for (const x of [-1, 1])
        addPart(group, cylinder(0.045, 0.055, 0.6, 10), hsl(24, 50, 22), {
          at: [x * (belly * 0.9 + 0.22), chest + 0.1 + 0.22 * lift, 0],
          turn: [0, 0, -x * (Math.PI / 2 - lift)],
        });
      features.push('with stick arms');
    }
    return {
      group: fitToBall(group),
      description: { colour: { name: main.name, natural }, adjectives, features },
    };
  },
};
