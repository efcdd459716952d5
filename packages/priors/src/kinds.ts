/**
 * Words that people ask for, by the category of object that comes nearest: only to suggest what an error message names.
 * Categories are those of the object library.
 */
export const KINDS: Record<string, readonly string[]> = {
  animal:
    'animal pet dog puppy wolf fox bear panda horse cow pig sheep goat lion tiger elephant rabbit bunny mouse frog bird chicken owl penguin eagle parrot goose swan fish shark whale dragon dinosaur turtle corgi'.split(
      ' ',
    ),
  food: 'food meal fruit vegetable pizza sandwich bread toast cookie pie pancake waffle sushi cheese egg banana pear peach lemon strawberry pineapple tomato carrot pumpkin watermelon croissant muffin cupcake taco'.split(
    ' ',
  ),
  plant: 'plant bush flower rose tulip palm pine oak bonsai leaf grass fern succulent sunflower'.split(' '),
  vehicle:
    'vehicle bus van train tram tractor bicycle bike motorcycle motorbike scooter helicopter jet tank submarine sailboat yacht ufo tricycle ambulance'.split(
      ' ',
    ),
  building:
    'building home cabin hut barn church temple palace tower skyscraper lighthouse windmill bridge tent igloo mansion pagoda'.split(
      ' ',
    ),
  furniture:
    'furniture sofa couch bed bench stool armchair throne shelf bookcase cabinet wardrobe lantern'.split(' '),
  tableware: 'tableware glass bowl plate bottle jug pitcher kettle vase pot pan spoon fork goblet'.split(' '),
  figure: 'figure person man woman human robot statue doll toy knight astronaut wizard monster elf'.split(
    ' ',
  ),
  household:
    'household clock candle basket bucket umbrella broom vacuum fan radio television computer camera phone book'.split(
      ' ',
    ),
  clothing:
    'clothing clothes shoe boot sandal sock glove mitten shirt jacket dress helmet cap crown handbag backpack'.split(
      ' ',
    ),
  tool: 'tool hammer saw screwdriver wrench axe shovel rake drill pliers sword shield knife scissors'.split(
    ' ',
  ),
  toy: 'toy teddy ball kite yo-yo blocks dice rattle top puzzle marble'.split(' '),
  instrument: 'instrument guitar violin cello piano drum trumpet flute harp saxophone xylophone banjo'.split(
    ' ',
  ),
  nature: 'nature mountain volcano rock island cloud rainbow river hill iceberg crystal'.split(' '),
  space: 'space planet moon star sun comet asteroid satellite telescope rover galaxy'.split(' '),
};
