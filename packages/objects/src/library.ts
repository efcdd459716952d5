import type { Concept } from './concept.ts';
import { airplane } from './concepts/airplane.ts';
import { apple } from './concepts/apple.ts';
import { astronaut } from './concepts/astronaut.ts';
import { axe } from './concepts/axe.ts';
import { backpack } from './concepts/backpack.ts';
import { ball } from './concepts/ball.ts';
import { balloon } from './concepts/balloon.ts';
import { banana } from './concepts/banana.ts';
import { basket } from './concepts/basket.ts';
import { bear } from './concepts/bear.ts';
import { bed } from './concepts/bed.ts';
import { bee } from './concepts/bee.ts';
import { bench } from './concepts/bench.ts';
import { bicycle } from './concepts/bicycle.ts';
import { boat } from './concepts/boat.ts';
import { book } from './concepts/book.ts';
import { bookshelf } from './concepts/bookshelf.ts';
import { boot } from './concepts/boot.ts';
import { bottle } from './concepts/bottle.ts';
import { bridge } from './concepts/bridge.ts';
import { bucket } from './concepts/bucket.ts';
import { bus } from './concepts/bus.ts';
import { butterfly } from './concepts/butterfly.ts';
import { cactus } from './concepts/cactus.ts';
import { cake } from './concepts/cake.ts';
import { candle } from './concepts/candle.ts';
import { car } from './concepts/car.ts';
import { carrot } from './concepts/carrot.ts';
import { castle } from './concepts/castle.ts';
import { cat } from './concepts/cat.ts';
import { chair } from './concepts/chair.ts';
import { cheese } from './concepts/cheese.ts';
import { chicken } from './concepts/chicken.ts';
import { christmasTree } from './concepts/christmas-tree.ts';
import { church } from './concepts/church.ts';
import { clock } from './concepts/clock.ts';
import { cow } from './concepts/cow.ts';
import { crab } from './concepts/crab.ts';
import { cupcake } from './concepts/cupcake.ts';
import { dice } from './concepts/dice.ts';
import { dinosaur } from './concepts/dinosaur.ts';
import { dog } from './concepts/dog.ts';
import { donut } from './concepts/donut.ts';
import { drum } from './concepts/drum.ts';
import { duck } from './concepts/duck.ts';
import { elephant } from './concepts/elephant.ts';
import { fireTruck } from './concepts/fire-truck.ts';
import { fish } from './concepts/fish.ts';
import { flowerPot } from './concepts/flower-pot.ts';
import { flyingSaucer } from './concepts/flying-saucer.ts';
import { friedEgg } from './concepts/fried-egg.ts';
import { frog } from './concepts/frog.ts';
import { ghost } from './concepts/ghost.ts';
import { gingerbreadMan } from './concepts/gingerbread-man.ts';
import { giraffe } from './concepts/giraffe.ts';
import { guitar } from './concepts/guitar.ts';
import { hamburger } from './concepts/hamburger.ts';
import { hammer } from './concepts/hammer.ts';
import { hat } from './concepts/hat.ts';
import { helicopter } from './concepts/helicopter.ts';
import { horse } from './concepts/horse.ts';
import { hotAirBalloon } from './concepts/hot-air-balloon.ts';
import { hotDog } from './concepts/hot-dog.ts';
import { house } from './concepts/house.ts';
import { iceCream } from './concepts/ice-cream.ts';
import { igloo } from './concepts/igloo.ts';
import { key } from './concepts/key.ts';
import { knight } from './concepts/knight.ts';
import { ladder } from './concepts/ladder.ts';
import { lamp } from './concepts/lamp.ts';
import { laptop } from './concepts/laptop.ts';
import { lighthouse } from './concepts/lighthouse.ts';
import { lollipop } from './concepts/lollipop.ts';
import { motorcycle } from './concepts/motorcycle.ts';
import { mouse } from './concepts/mouse.ts';
import { mug } from './concepts/mug.ts';
import { mushroom } from './concepts/mushroom.ts';
import { octopus } from './concepts/octopus.ts';
import { owl } from './concepts/owl.ts';
import { palmTree } from './concepts/palm-tree.ts';
import { pear } from './concepts/pear.ts';
import { penguin } from './concepts/penguin.ts';
import { person } from './concepts/person.ts';
import { piano } from './concepts/piano.ts';
import { pig } from './concepts/pig.ts';
import { pineapple } from './concepts/pineapple.ts';
import { pizza } from './concepts/pizza.ts';
import { planet } from './concepts/planet.ts';
import { pumpkin } from './concepts/pumpkin.ts';
import { pyramid } from './concepts/pyramid.ts';
import { rabbit } from './concepts/rabbit.ts';
import { robot } from './concepts/robot.ts';
import { rocket } from './concepts/rocket.ts';
import { sandwich } from './concepts/sandwich.ts';
import { satellite } from './concepts/satellite.ts';
import { sheep } from './concepts/sheep.ts';
import { shovel } from './concepts/shovel.ts';
import { snail } from './concepts/snail.ts';
import { snake } from './concepts/snake.ts';
import { snowman } from './concepts/snowman.ts';
import { sofa } from './concepts/sofa.ts';
import { spider } from './concepts/spider.ts';
import { stool } from './concepts/stool.ts';
import { strawberry } from './concepts/strawberry.ts';
import { submarine } from './concepts/submarine.ts';
import { sunflower } from './concepts/sunflower.ts';
import { sushi } from './concepts/sushi.ts';
import { table } from './concepts/table.ts';
import { tank } from './concepts/tank.ts';
import { teacup } from './concepts/teacup.ts';
import { teapot } from './concepts/teapot.ts';
import { teddyBear } from './concepts/teddy-bear.ts';
import { television } from './concepts/television.ts';
import { tent } from './concepts/tent.ts';
import { tower } from './concepts/tower.ts';
import { tractor } from './concepts/tractor.ts';
import { train } from './concepts/train.ts';
import { tree } from './concepts/tree.ts';
import { truck } from './concepts/truck.ts';
import { tulip } from './concepts/tulip.ts';
import { turtle } from './concepts/turtle.ts';
import { umbrella } from './concepts/umbrella.ts';
import { vase } from './concepts/vase.ts';
import { volcano } from './concepts/volcano.ts';
import { watermelon } from './concepts/watermelon.ts';
import { whale } from './concepts/whale.ts';
import { windmill } from './concepts/windmill.ts';
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
  bus,
  train,
  bicycle,
  motorcycle,
  tractor,
  helicopter,
  submarine,
  hotAirBalloon,
  tank,
  fireTruck,
  pizza,
  hotDog,
  sandwich,
  banana,
  pear,
  carrot,
  pumpkin,
  pineapple,
  strawberry,
  watermelon,
  cupcake,
  lollipop,
  friedEgg,
  cheese,
  sushi,
  palmTree,
  christmasTree,
  sunflower,
  tulip,
  bottle,
  vase,
  candle,
  basket,
  bucket,
  teacup,
  fish,
  whale,
  turtle,
  frog,
  snail,
  bee,
  butterfly,
  spider,
  snake,
  crab,
  octopus,
  dinosaur,
  mouse,
  book,
  hammer,
  axe,
  shovel,
  key,
  ladder,
  ball,
  dice,
  balloon,
  guitar,
  piano,
  drum,
  planet,
  satellite,
  volcano,
  flyingSaucer,
  lighthouse,
  windmill,
  tower,
  church,
  pyramid,
  bridge,
  tent,
  igloo,
];
