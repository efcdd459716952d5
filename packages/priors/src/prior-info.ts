/** One object that a prior knows. */
export interface KnownConcept {
  /** The noun, singular, lower case; may be of several words, of letters, digits, hyphens and apostrophes. */
  name: string;
  synonyms: readonly string[];
  /** Wider nouns that it answers to when a prompt names nothing else: "vehicle" for a car. */
  hypernyms?: readonly string[];
  /** Plurals that no rule gives. */
  plurals?: readonly string[];
  category: string;
  /**
   * Words that captions say of it, but colours: of its shape, pose, material and pattern; and of its parts
   * and what is around it.
   */
  adjectives?: readonly string[];
  features?: readonly string[];
  /**
   * Order of rotational symmetry about the vertical that each of its objects has; 0 where pictures do not
   * tell the azimuth.
   */
  symmetry: number;
}

/** What a prior's `prior.json` says about it. */
export interface PriorInfo {
  name: string;
  version: string;
  /** Side of the square pictures, in pixels. */
  imageSize: number;
  /** See `PixelDrawing`. */
  geometryScale: number;
  /** Most words that the model reads of a prompt. */
  tokenLength: number;
  /** Words that it reads; the token of a word is its index + 1, and 0 is padding. */
  vocabulary: readonly string[];
  concepts: readonly KnownConcept[];
  colours: readonly string[];
  /** What things can be made of, in words of captions: "wooden". */
  materials?: readonly string[];
  /** Noise levels that it was trained for. */
  sigmaMin: number;
  sigmaMax: number;
  /** Checksum of model.onnx, hexadecimal. */
  sha256: string;
}
