import type { Concept } from './concept.ts';
import { airplane } from './concepts/airplane.ts';
import { apple } from './concepts/apple.ts';
import { astronaut } from './concepts/astronaut.ts';
import { backpack } from './concepts/backpack.ts';
import { bear } from './concepts/bear.ts';
import { bed } from './concepts/bed.ts';
import { bench } from './concepts/bench.ts';
import { boat } from './concepts/boat.ts';
import { bookshelf } from './concepts/bookshelf.ts';
import { boot } from './concepts/boot.ts';
import { cactus } from './concepts/cactus.ts';
import { cake } from './concepts/cake.ts';
import { car } from './concepts/car.ts';
import { castle } from './concepts/castle.ts';
import { cat } from './concepts/cat.ts';
import { chair } from './concepts/chair.ts';
import { chicken } from './concepts/chicken.ts';
import { clock } from './concepts/clock.ts';
import { cow } from './concepts/cow.ts';
import { dog } from './concepts/dog.ts';
import { donut } from './concepts/donut.ts';
import { duck } from './concepts/duck.ts';
import { elephant } from './concepts/elephant.ts';
import { flowerPot } from './concepts/flower-pot.ts';
import { ghost } from './concepts/ghost.ts';
import { gingerbreadMan } from './concepts/gingerbread-man.ts';
import { giraffe } from './concepts/giraffe.ts';
import { hamburger } from './concepts/hamburger.ts';
import { hat } from './concepts/hat.ts';
import { horse } from './concepts/horse.ts';
import { house } from './concepts/house.ts';
import { iceCream } from './concepts/ice-cream.ts';
import { knight } from './concepts/knight.ts';
import { lamp } from './concepts/lamp.ts';
import { laptop } from './concepts/laptop.ts';
import { mug } from './concepts/mug.ts';
import { mushroom } from './concepts/mushroom.ts';
import { owl } from './concepts/owl.ts';
import { penguin } from './concepts/penguin.ts';
import { person } from './concepts/person.ts';
import { pig } from './concepts/pig.ts';
import { rabbit } from './concepts/rabbit.ts';
import { robot } from './concepts/robot.ts';
import { rocket } from './concepts/rocket.ts';
import { sheep } from './concepts/sheep.ts';
import { snowman } from './concepts/snowman.ts';
import { sofa } from './concepts/sofa.ts';
import { stool } from './concepts/stool.ts';
import { table } from './concepts/table.ts';
import { teapot } from './concepts/teapot.ts';
import { teddyBear } from './concepts/teddy-bear.ts';
import { television } from './concepts/television.ts';
import { tree } from './concepts/tree.ts';
import { truck } from './concepts/truck.ts';
import { umbrella } from './concepts/umbrella.ts';
import { wizard } from './concepts/wizard.ts';

/** Every concept of the library. The order is the order of class labels: append, never reorder. */
export const LIBRARY: readonly Concept[] = [
  hamburger,
  iceCream,
  donut,
  cake,
  apple,
  mushroom,
  tree,
  cactus,
  flowerPot,
  house,
  castle,
  chair,
  table,
  lamp,
  mug,
  teapot,
  car,
  truck,
  airplane,
  rocket,
  boat,
  snowman,
  duck,
  cat,
  person,
  robot,
  astronaut,
  knight,
  ghost,
  wizard,
  teddyBear,
  gingerbreadMan,
  bed,
  sofa,
  stool,
  bench,
  bookshelf,
  clock,
  dog,
  rabbit,
  pig,
  cow,
  horse,
  sheep,
  elephant,
  giraffe,
  bear,
  penguin,
  owl,
  chicken,
  television,
  laptop,
  umbrella,
  backpack,
  hat,
  boot,
];
