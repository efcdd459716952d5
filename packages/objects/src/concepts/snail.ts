import { TorusGeometry } from 'three';
import { addEyes, smile } from '../animal.ts';
import { defineConcept } from '../concept.ts';
import { hsl } from '../palette.ts';
import { ball, cylinder } from '../parts.ts';

/** A tube that winds inwards in the xy plane as a logarithmic spiral, its outermost turn of radius 1. */
function spiral(turns: number) {
  const [around, along] = [10, Math.round(turns * 18)];
  const geometry = new TorusGeometry(0.72, 0.36, around, along, turns * 2 * Math.PI);
  const position = geometry.attributes.position;
  for (let i = 0; i < position.count; i++) {
    const shrink = 0.48 ** (((i % (along + 1)) / along) * turns);
    position.setXYZ(
      i,
      position.getX(i) * shrink,
      position.getY(i) * shrink,
      position.getZ(i) * shrink ** 0.5,
    );
  }
  geometry.computeVertexNormals();
  return geometry;
}

export const snail = defineConcept({
  name: 'snail',
  synonyms: ['slug', 'escargot'],
  category: 'animal',
  symmetry: 1,
  natural: ['beige', 'beige', 'brown', 'yellow', 'grey'],
  build(make) {
    const { rng, main } = make;
    const long = rng.uniform(0.8, 1);
    make.add(ball(1, 18), main, { at: [0, 0.1, 0], stretch: [0.36, 0.2, long] });
    make.add(ball(1, 16), main, { at: [0, 0.02, 0], stretch: [0.46, 0.1, long * 1.05] });
    const up = rng.uniform(0.5, 0.75);
    if (up > 0.66) make.feature('with a long neck');
    make.add(cylinder(0.2, 0.27, up + 0.1, 14), main, { at: [0, up / 2, long - 0.24], turn: [0.2, 0, 0] });
    const size = rng.uniform(0.27, 0.33);
    const head = make.inside({ at: [0, up + 0.1, long - 0.14], stretch: [size, size, size] });
    head.add(ball(1, 18), main);
    const stalk = rng.uniform(0.8, 1.4);
    make.feature(stalk > 1.1 ? 'with long feelers' : 'with short feelers');
    for (const x of [-1, 1])
      head.add(cylinder(0.15, 0.2, stalk + 0.3, 10), main, {
        at: [x * 0.5, 0.75 + stalk * 0.3, 0.1],
        turn: [0.1, 0, -x * 0.22],
      });
    addEyes(head, [0.5 + stalk * 0.16, 0.9 + stalk * 0.75, 0.2], 0.44, { outwards: 0.1 });
    if (rng.chance(0.5)) {
      head.add(smile(0.9, 0.1), hsl(350, 60, 30), { at: [0, 0.1, 0.96], turn: [0.2, 0, 0] });
      make.feature('with a smile');
    }
    if (!make.has('shell', 0.95)) return;
    const own = rng.chance(0.2);
    const shell = own
      ? undefined
      : rng.chance(0.5)
        ? make.pick(['brown', 'orange', 'yellow'])
        : make.accent();
    if (shell) make.feature(`with a ${shell.name} shell`);
    const big = rng.uniform(0.55, 0.72);
    if (big > 0.66) make.feature('with a big shell');
    const house = make.inside({
      at: [0, 0.16 + big, -0.2],
      turn: [0, Math.PI / 2, 0],
      stretch: [big, big, big],
    });
    // Seen from the side the opening lies in front, at the bottom.
    const turned = house.inside({ turn: [0, 0, -Math.PI / 2] });
    turned.add(spiral(2.6), shell ?? make.shade(0.7));
    const dark = shell ? shell.colour.clone().multiplyScalar(0.55) : make.shade(0.45);
    turned.add(cylinder(0.6, 0.6, 0.36, 20), dark, { turn: [Math.PI / 2, 0, 0] });
  },
});
