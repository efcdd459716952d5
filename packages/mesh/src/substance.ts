/** What a thing is made of, as glTF's metallic-roughness model has it. */
export interface Substance {
  /** From a mirror's, 0, to chalk's, 1. */
  roughness: number;
  /** 1 for a bare metal, else 0. */
  metalness: number;
  /**
   * Of metals with a colour of their own: display values in [0, 1]. Bare metals have no other colour than that of
   * what they mirror; of any other metal it is that of the object.
   */
  colour?: readonly [number, number, number];
}

/** What is not said of a substance: a rough dielectric. */
export const PLAIN_SUBSTANCE: Substance = { roughness: 0.9, metalness: 0 };

const metal = (roughness: number, colour?: Substance['colour']): Substance => ({
  roughness,
  metalness: 1,
  colour,
});
const plain = (roughness: number): Substance => ({ roughness, metalness: 0 });

const GOLD = metal(0.25, [1, 0.78, 0.34]);
const SILVER = metal(0.25, [0.97, 0.96, 0.91]);
const COPPER = metal(0.35, [0.95, 0.64, 0.54]);
const BRASS = metal(0.3, [0.91, 0.78, 0.42]);
const STEEL = metal(0.35);

/** Words for substances, and what they mean; of colours of metals those that measured reflectances have in sRGB. */
const SUBSTANCES: Record<string, Substance> = {
  gold: GOLD,
  golden: GOLD,
  gilded: GOLD,
  silver: SILVER,
  copper: COPPER,
  bronze: metal(0.4, [0.8, 0.58, 0.36]),
  brass: BRASS,
  chrome: metal(0.1, [0.77, 0.77, 0.78]),
  steel: STEEL,
  metal: STEEL,
  metallic: STEEL,
  iron: metal(0.5),
  tin: metal(0.45),
  aluminium: metal(0.4),
  aluminum: metal(0.4),
  glass: plain(0.05),
  crystal: plain(0.05),
  ice: plain(0.15),
  icy: plain(0.15),
  porcelain: plain(0.25),
  ceramic: plain(0.3),
  glazed: plain(0.25),
  marble: plain(0.3),
  plastic: plain(0.4),
  wax: plain(0.5),
  leather: plain(0.55),
  wooden: plain(0.7),
  wood: plain(0.7),
  rubber: plain(0.8),
  clay: plain(0.9),
  stone: plain(0.95),
  concrete: plain(0.95),
  brick: plain(0.95),
  paper: plain(0.95),
  cardboard: plain(0.95),
  velvet: plain(1),
  plush: plain(1),
  fuzzy: plain(1),
  furry: plain(1),
  fluffy: plain(1),
  woollen: plain(1),
  knitted: plain(1),
  felt: plain(1),
};

/** Words for how smooth a thing is, whatever it is made of: its roughness. */
const FINISHES: Record<string, number> = { glossy: 0.2, shiny: 0.2, polished: 0.25, matte: 1 };

/** Words behind which those before them mean no substance: "a golden retriever", "an ice cream". */
const NAMES =
  /\b(golden (retriever|eagle|hamster|gate)s?|ice (cream|lolly|hockey|skate)s?|silver (birch|fish)|brick walls?)\b/g;

/** What comes behind these words is said of something else than the object. */
const OTHERS = /\b(with|on|beside|in|under|above|behind|and|next|wearing|holding|without)\b.*$/;

/**
 * What a description says that its first object is made of: "a golden mug on a wooden table" is golden. The first word
 * that names a substance counts, `PLAIN_SUBSTANCE` where none does; and the first that says how smooth it is.
 */
export function substanceOf(words: string): Substance {
  const said =
    words
      .toLowerCase()
      .replace(NAMES, '')
      .replace(OTHERS, '')
      .match(/[a-z]+/g) ?? [];
  const known = <T>(table: Record<string, T>): T | undefined => {
    const word = said.find((each) => Object.hasOwn(table, each));
    return word === undefined ? undefined : table[word];
  };
  const substance = known(SUBSTANCES) ?? PLAIN_SUBSTANCE;
  const roughness = known(FINISHES);
  return roughness === undefined ? substance : { ...substance, roughness };
}
