/**
 * Words that people ask for, by the category of object that comes nearest: only to suggest what an error message names.
 * Categories are those of the object library.
 */
export const KINDS: Record<string, readonly string[]> = {
  animal:
    'animal pet dog puppy wolf fox bear panda horse cow pig sheep goat lion tiger elephant rabbit bunny mouse frog bird chicken owl penguin eagle parrot goose swan fish shark whale dragon dinosaur turtle corgi zebra camel donkey deer moose reindeer monkey gorilla kangaroo koala squirrel hedgehog hamster raccoon bat crow pigeon ostrich flamingo peacock unicorn seal dolphin lobster shrimp jellyfish crocodile alligator lizard scorpion ant beetle ladybug worm puma leopard rhino hippo'.split(
      ' ',
    ),
  food: 'food meal fruit vegetable pizza sandwich bread toast cookie pie pancake waffle sushi cheese egg banana pear peach lemon strawberry pineapple tomato carrot pumpkin watermelon croissant muffin cupcake taco burrito steak sausage soup salad noodles pasta rice popcorn chocolate candy pretzel bagel baguette grapes cherry kiwi mango avocado broccoli onion potato pepper corn'.split(
    ' ',
  ),
  plant:
    'plant bush flower rose tulip palm pine oak bonsai leaf grass fern succulent sunflower daisy orchid lily bamboo vine cabbage shrub'.split(
      ' ',
    ),
  vehicle:
    'vehicle bus van train tram tractor bicycle bike motorcycle motorbike scooter helicopter jet tank submarine sailboat yacht ufo tricycle ambulance trolley jeep limousine bulldozer excavator forklift skateboard sled canoe kayak raft ferry carriage cart zeppelin'.split(
      ' ',
    ),
  building:
    'building home cabin hut barn church temple palace tower skyscraper lighthouse windmill bridge tent igloo mansion pagoda hotel school hospital factory mosque cathedral fort stadium fountain gate shed stable'.split(
      ' ',
    ),
  furniture:
    'furniture sofa couch bed bench stool armchair throne shelf bookcase cabinet wardrobe lantern sideboard dresser cradle hammock mirror chandelier'.split(
      ' ',
    ),
  tableware:
    'tableware glass bowl plate bottle jug pitcher kettle vase pot pan spoon fork goblet cup saucer teaspoon tray platter wineglass'.split(
      ' ',
    ),
  figure:
    'figure person man woman human robot statue doll toy knight astronaut wizard monster elf king queen prince princess pirate ninja samurai clown soldier child baby boy girl fairy witch vampire zombie mermaid angel skeleton gnome superhero'.split(
      ' ',
    ),
  household:
    'household clock candle basket bucket umbrella broom vacuum fan radio television computer camera phone book toaster oven fridge refrigerator microwave toothbrush soap towel pillow bin box suitcase bag letter pencil pen keyboard headphones microphone printer'.split(
      ' ',
    ),
  clothing:
    'clothing clothes shoe boot sandal sock glove mitten shirt jacket dress helmet cap crown handbag backpack trousers pants skirt coat scarf tie belt glasses sunglasses ring watch necklace bracelet'.split(
      ' ',
    ),
  tool: 'tool hammer saw screwdriver wrench axe shovel rake drill pliers sword shield knife scissors chisel anvil pickaxe hoe pitchfork brush scythe spear bow'.split(
    ' ',
  ),
  toy: 'toy teddy ball kite yo-yo blocks dice rattle top puzzle marble frisbee swing slide yoyo'.split(' '),
  instrument:
    'instrument guitar violin cello piano drum trumpet flute harp saxophone xylophone banjo clarinet oboe harmonica accordion tambourine ukulele organ bell'.split(
      ' ',
    ),
  nature:
    'nature mountain volcano rock island cloud rainbow river hill iceberg crystal stone boulder waterfall lake fire flame snowflake cave'.split(
      ' ',
    ),
  space:
    'space planet moon star sun comet asteroid satellite telescope rover galaxy meteor probe capsule'.split(
      ' ',
    ),
};
