import { UserError } from '@modeseek/core';
import { DoubleList } from '../lists.ts';
import { READ_LIMITS } from '../reader.ts';
import { numberOf } from '../text-lines.ts';
import { UsdaScanner } from './usda-scanner.ts';

/** Scopes, and values, within each other. */
const DEEPEST = 200;
/** Prims of a file, and what each of them has. */
const MOST = 200_000;

/** A value of USD: its numbers without the brackets around them, and its texts (strings, tokens, assets, paths). */
export interface UsdValue {
  numbers: Float64Array;
  texts: string[];
}

/** What a prim has, by name: `points`, `primvars:st`, `outputs:surface.connect`. */
export interface UsdProperty extends UsdValue {
  metadata: Map<string, UsdValue>;
}

/** A thing of a scene, in a tree with others. */
export interface UsdPrim {
  specifier: string;
  /** Such as Mesh; empty where it has none. */
  type: string;
  name: string;
  metadata: Map<string, UsdValue>;
  properties: Map<string, UsdProperty>;
  children: UsdPrim[];
}

/** A file of USD's text: its metadata, and what is in it. */
export type UsdLayer = Pick<UsdPrim, 'metadata' | 'children'>;

const SPECIFIERS: ReadonlySet<string> = new Set(['def', 'over', 'class']);
/** What may stand before the type of a property. */
const QUALIFIERS: ReadonlySet<string> = new Set([
  ...['custom', 'uniform', 'varying', 'config'],
  ...['prepend', 'append', 'add', 'delete', 'reorder'],
]);

/**
 * Reads USD's text, as its grammar has it, and keeps the values of properties that are wanted. Of variants and
 * of values over time nothing is kept.
 * @param isWanted told a property's name
 * @throws UserError where it is none
 */
export function parseUsda(bytes: Uint8Array, isWanted: (name: string) => boolean): UsdLayer {
  return new UsdaParser(bytes, isWanted).layer();
}

class UsdaParser {
  private readonly scanner: UsdaScanner;
  private left = MOST;
  private numbersLeft = READ_LIMITS.drawn;

  constructor(
    bytes: Uint8Array,
    private readonly isWanted: (name: string) => boolean,
  ) {
    this.scanner = new UsdaScanner(bytes);
  }

  layer(): UsdLayer {
    const layer: UsdLayer = { metadata: this.metadata(), children: [] };
    while (!this.scanner.is('end')) layer.children.push(this.prim(0));
    return layer;
  }

  private prim(depth: number): UsdPrim {
    const { scanner } = this;
    this.count(depth);
    const specifier = scanner.expect('word');
    if (!SPECIFIERS.has(specifier)) {
      throw new UserError(`it has "${specifier.slice(0, 20)}" where "def" should be`);
    }
    const type = scanner.is('word') ? scanner.expect('word') : '';
    const name = scanner.expect('string');
    const metadata = this.metadata();
    const prim: UsdPrim = { specifier, type, name, metadata, properties: new Map(), children: [] };
    scanner.expect('{');
    while (!scanner.accept('}')) this.member(prim, depth);
    return prim;
  }

  /** A prim within another, a set of variants, or a property. */
  private member(prim: UsdPrim, depth: number): void {
    const { scanner } = this;
    if (scanner.is('word') && SPECIFIERS.has(scanner.text)) {
      prim.children.push(this.prim(depth + 1));
      return;
    }
    const words = [scanner.expect('word')];
    while (QUALIFIERS.has(words[words.length - 1])) words.push(scanner.expect('word'));
    if (words[0] === 'variantSet') {
      scanner.expect('string');
      scanner.expect('=');
      this.skipBrackets(depth);
      return;
    }
    // An order of names has no name itself: `reorder nameChildren = [...]`.
    if (!scanner.is('=')) {
      if (scanner.accept('[')) scanner.expect(']');
      words.push(scanner.expect('word'));
    }
    this.count(depth);
    const name = words[words.length - 1];
    const property: UsdProperty = { numbers: new Float64Array(0), texts: [], metadata: new Map() };
    if (scanner.accept('=')) Object.assign(property, this.value(depth, this.isWanted(name)));
    property.metadata = this.metadata();
    prim.properties.set(name, property);
  }

  /** What is in round brackets behind a name, where there are any. */
  private metadata(): UsdPrim['metadata'] {
    const { scanner } = this;
    const entries: UsdPrim['metadata'] = new Map();
    if (!scanner.accept('(')) return entries;
    while (!scanner.accept(')')) {
      if (scanner.accept('string')) continue; // a comment
      this.count(0);
      let name = scanner.expect('word');
      while (scanner.is('word')) name = scanner.expect('word');
      scanner.expect('=');
      entries.set(name, this.value(0, true));
      if (scanner.is('(')) this.skipBrackets(0); // how a reference is moved in time
    }
    return entries;
  }

  private value(depth: number, keep: boolean): UsdValue {
    const [numbers, texts]: [DoubleList, string[]] = [new DoubleList(), []];
    this.addValue(depth, keep, numbers, texts);
    return { numbers: numbers.values.slice(), texts };
  }

  private addValue(depth: number, keep: boolean, numbers: DoubleList, texts: string[]): void {
    const { scanner } = this;
    if (depth > DEEPEST) throw new UserError('its parts are too deep in each other');
    switch (scanner.kind) {
      case '(':
      case '[': {
        const close = scanner.is('(') ? ')' : ']';
        scanner.advance();
        while (!scanner.accept(close)) this.addValue(depth + 1, keep, numbers, texts);
        return;
      }
      case '{':
        this.skipBrackets(depth);
        return;
      case 'word':
        if (/^([-+.\d]|inf$|nan$)/.test(scanner.text)) {
          if (keep) {
            if (--this.numbersLeft < 0) throw new UserError('it is too large');
            numbers.push(numberOf(scanner.text));
          }
          scanner.advance();
          return;
        }
        this.addText(keep, texts);
        return;
      case 'string':
        this.addText(keep, texts);
        return;
      case 'asset':
      case 'path': {
        const isAsset = scanner.is('asset');
        this.addText(keep, texts);
        // A reference: what of the file is meant, and how that is moved in time. Outside of a list what is in round
        // brackets is the property's.
        if (isAsset && scanner.is('path')) scanner.advance();
        if (depth > 0 && scanner.is('(')) this.skipBrackets(depth);
        return;
      }
      default:
        scanner.expect('word');
    }
  }

  private addText(keep: boolean, texts: string[]): void {
    if (keep) {
      this.count(0);
      texts.push(this.scanner.text);
    }
    this.scanner.advance();
  }

  /** Passes over what is in brackets of any kind, and over them. */
  private skipBrackets(outer: number): void {
    const { scanner } = this;
    let depth = 0;
    do {
      if ('([{'.includes(scanner.kind)) depth++;
      else if (')]}'.includes(scanner.kind)) depth--;
      else if (scanner.is('end')) throw new UserError('it is cut short');
      if (outer + depth > DEEPEST) throw new UserError('its parts are too deep in each other');
      scanner.advance();
    } while (depth > 0);
  }

  private count(depth: number): void {
    if (depth > DEEPEST) throw new UserError('its parts are too deep in each other');
    if (--this.left < 0) throw new UserError(`it is too large: it has more than ${MOST} parts`);
  }
}
