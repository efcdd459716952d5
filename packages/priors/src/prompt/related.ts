import { singulars } from './other-words.ts';

/**
 * Nouns that people ask for, by the object of the library that comes nearest: to suggest something where a
 * model does not know them, and so that none is taken for a slip of the finger.
 */
const RELATED: Readonly<Record<string, string>> = {
  hamburger: 'burger taco burrito kebab wrap meatball steak patty',
  'ice cream': 'sorbet gelato sundae popsicle milkshake yoghurt yogurt',
  donut: 'bagel pretzel croissant waffle cookie biscuit pancake eclair churro bun',
  cake: 'pie tart cheesecake brownie pudding dessert pastry flan trifle',
  apple:
    'orange peach lemon lime plum cherry grape grapes mango kiwi apricot coconut tomato onion potato ' +
    'cabbage nectarine',
  mushroom: 'truffle fungus',
  tree: 'bush shrub bonsai birch maple willow forest wood trunk log hedge plant vine bamboo',
  cactus: 'succulent aloe agave',
  'flower pot': 'plant fern houseplant herb planter pot',
  house:
    'home barn shed garage cottage mansion hotel school hospital shop store farm inn stable factory kennel ' +
    'doghouse birdhouse treehouse',
  castle: 'temple pagoda fortification citadel mosque',
  chair: 'throne seat rocker armchair wheelchair',
  table: 'desk counter workbench shelf tray altar sideboard',
  lamp: 'light bulb chandelier torch flashlight lantern lampshade candelabra',
  mug: 'glass goblet tumbler beaker jar tankard chalice bowl cup coffee tea beer',
  teapot: 'kettle jug pitcher coffeepot samovar cauldron pot pan',
  car: 'limousine carriage cart ambulance convertible buggy kart roadster wagon',
  truck: 'bulldozer excavator crane trailer camper caravan digger forklift',
  airplane: 'glider drone fighter bomber aeroplane',
  rocket: 'missile shuttle spaceship capsule firework',
  boat: 'canoe kayak raft ferry gondola barge cruiser dinghy galleon',
  duck:
    'goose swan bird flamingo pigeon crow raven parrot seagull sparrow ostrich peacock pelican stork dove ' +
    'robin canary',
  cat: 'tiger lion leopard panther cheetah lynx puma jaguar kitten cougar bobcat',
  dog:
    'corgi wolf fox poodle beagle dachshund terrier bulldog labrador coyote hyena jackal husky pug spaniel ' +
    'collie greyhound chihuahua dalmatian retriever raccoon badger',
  person:
    'king queen prince princess pirate ninja samurai clown soldier baby angel fairy elf dwarf gnome ' +
    'superhero doctor nurse chef bride waiter farmer sailor dancer statue mannequin doll figure zombie ' +
    'vampire skeleton mermaid lady gentleman hero teacher policeman fireman cowboy viking monk nun',
  robot: 'machine mech transformer alien monster',
  knight: 'soldier samurai gladiator guard armour armor warrior',
  ghost: 'vampire zombie monster demon devil skeleton goblin ogre troll',
  wizard: 'fairy elf gnome dwarf druid',
  'teddy bear': 'panda koala doll puppet toy plushie',
  'gingerbread man': 'cookie biscuit',
  bed: 'cradle hammock mattress bunk crib',
  sofa: 'divan futon daybed ottoman',
  bookshelf: 'shelf cabinet wardrobe cupboard dresser drawer chest sideboard bookcase rack',
  clock: 'watch timer sundial hourglass alarm',
  rabbit: 'squirrel kangaroo hedgehog guinea chinchilla',
  pig: 'boar warthog rhino hippo hippopotamus rhinoceros',
  cow: 'bison buffalo yak goat deer moose antelope',
  horse:
    'unicorn pegasus zebra donkey mule camel llama alpaca deer reindeer moose elk stag centaur antelope ' +
    'gazelle',
  sheep: 'goat llama alpaca',
  elephant: 'rhino rhinoceros hippo hippopotamus tapir',
  bear: 'panda koala gorilla monkey ape chimp chimpanzee orangutan sloth wolverine',
  owl: 'eagle hawk falcon vulture parrot bat condor griffin phoenix',
  chicken: 'turkey pheasant peacock quail bird phoenix',
  television: 'monitor computer screen radio oven microwave projector',
  laptop: 'computer tablet keyboard phone smartphone console notebook typewriter',
  umbrella: 'canopy awning',
  backpack: 'bag suitcase handbag purse satchel luggage briefcase',
  hat: 'cap helmet crown beret beanie bonnet turban wig hood',
  boot:
    'shoe sandal slipper sock sneaker trainer skate glove mitten trousers shirt jacket dress skirt coat ' +
    'scarf',
  bus: 'tram trolley van camper ambulance',
  train: 'tram subway carriage wagon trolley streetcar monorail',
  bicycle: 'tricycle unicycle skateboard',
  motorcycle: 'quad segway snowmobile',
  tractor: 'plough harvester combine bulldozer',
  pizza: 'pasta spaghetti noodles lasagna quiche flatbread',
  'fried egg': 'egg omelette',
  'hot dog': 'fries chips sausage bratwurst baguette corn',
  sandwich: 'bread toast baguette bacon loaf bagel',
  cheese: 'butter',
  sushi: 'rice dumpling sashimi shrimp prawn caviar',
  pear: 'avocado fig mango papaya quince',
  carrot: 'vegetable radish turnip parsnip cucumber corn pepper celery broccoli aubergine eggplant zucchini',
  strawberry: 'raspberry blueberry blackberry cherry berry',
  tulip: 'rose lily orchid daisy daffodil poppy lotus violet bouquet blossom',
  sunflower: 'daisy dandelion marigold',
  bottle: 'jar can carafe thermos flacon wine',
  vase: 'jar bowl jug pitcher pot',
  candle: 'torch fire flame campfire lighter',
  basket: 'crate box bin cage trolley',
  bucket: 'barrel bin tub pot can trash',
  fish: 'shark dolphin piranha seahorse ray eel trout carp koi',
  whale: 'shark dolphin seal walrus orca narwhal manatee',
  turtle: 'tortoise lizard armadillo',
  frog: 'salamander newt lizard chameleon gecko',
  snail: 'worm caterpillar shell oyster',
  bee: 'ant fly beetle ladybug ladybird cricket mosquito grasshopper firefly',
  butterfly: 'dragonfly fairy',
  spider: 'scorpion tick beetle ant',
  snake: 'eel worm lizard cobra anaconda',
  crab: 'lobster shrimp prawn scorpion',
  octopus: 'jellyfish starfish',
  dinosaur: 'dragon crocodile alligator lizard iguana godzilla raptor wyvern hydra basilisk',
  mouse: 'squirrel gerbil hedgehog mole shrew beaver otter raccoon',
  book: 'letter newspaper magazine diary notebook map scroll',
  hammer: 'saw screwdriver wrench drill pliers spanner chisel anvil tool',
  axe: 'sword knife dagger spear pickaxe scythe sabre machete weapon',
  shovel: 'rake hoe pitchfork broom spoon fork brush mop',
  key: 'lock padlock ring necklace',
  ladder: 'stairs staircase scaffold',
  ball: 'globe marble bubble pearl balloon sphere sun',
  dice: 'box brick block cube domino gift present',
  balloon: 'bubble kite',
  guitar: 'violin cello banjo lute mandolin harp viola bass',
  piano: 'organ keyboard accordion harpsichord xylophone synthesizer',
  drum: 'tambourine bongo cymbal gong trumpet flute saxophone clarinet',
  planet: 'moon star sun comet asteroid earth globe mars jupiter galaxy',
  satellite: 'telescope rover antenna dish probe',
  volcano: 'mountain hill rock island cliff iceberg boulder stone crater',
  lighthouse: 'chimney silo minaret',
  windmill: 'watermill turbine mill pinwheel',
  tower: 'pillar column obelisk silo skyscraper',
  church: 'temple mosque cathedral synagogue monastery',
  bridge: 'road gate arch aqueduct dam pier',
  tent: 'canopy pavilion marquee',
  igloo: 'cave dome den',
};

/** The objects of the library that come nearest to a noun. */
export function relatedTo(noun: string): string[] {
  return Object.keys(RELATED).filter((name) => RELATED[name].split(' ').includes(noun));
}

/** All of those nouns, and some more that look like slips of the finger and are none. */
const THINGS: ReadonlySet<string> = new Set([
  ...Object.values(RELATED).flatMap((nouns) => nouns.split(' ')),
  ...'towel racket bracket jacket stove fridge mirror printer charger battery medal'.split(' '),
]);

/** Whether a word is a noun that people ask for. */
export const isThing = (word: string): boolean => [word, ...singulars(word)].some((form) => THINGS.has(form));
