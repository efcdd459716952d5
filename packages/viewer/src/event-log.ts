import { parseEvent, RUN_FILE_LIMITS, RUN_FILES } from '@modeseek/core';
import { openPlainFile } from './plain-file.ts';

/** Bytes read at a time; a line that is longer is passed over. */
const CHUNK_BYTES = 2 ** 18;
/** How much of what was read is compared with the file at each look, to notice a rewritten log. */
const TAIL_BYTES = 256;
/** Most events that are kept, and characters of them: more than the curves of the page can show. */
const MOST_EVENTS = 4000;
const MOST_CHARACTERS = 2 ** 21;
/** So many of them, the newest, are kept whole. */
const NEWEST = 500;
/** Characters of events told at a time. */
const PIECE_CHARACTERS = 2 ** 15;
const NEWLINE = 0x0a;

/** Events whose neighbours tell nearly the same. */
const THINNED = new Set<string>(['step', 'update', 'preview', 'checkpoint', 'phase']);

interface KeptEvent {
  /** Place in the log. */
  number: number;
  /** Place among those of its type; undefined for those that are not thinned. */
  ordinal: number | undefined;
  json: string;
}

/** Some events, as a JSON list. */
export interface Piece {
  start: number;
  /** Number of the event that follows. */
  end: number;
  json: Buffer;
}

/**
 * The events of a run's events.jsonl, read as it grows. Of a long log every second event, or fourth, and so
 * on, is kept, all of the newest, and all that are not told over and over. Events are numbered from 0, those
 * not kept too.
 */
export class EventLog {
  readonly #directory: string;
  #kept: KeptEvent[] = [];
  #characters = 0;
  #stride = 1;
  readonly #ordinals = new Map<string, number>();
  readonly #fullPieces = new Map<number, Piece>();
  #lastPiece: Piece | undefined;
  /** Bytes read so far, and the last of them. */
  #position = 0;
  #tail = Buffer.alloc(0);
  /** Within a line that is passed over. */
  #skipping = false;
  #edition = 0;
  #end = 0;
  #written = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Goes up when the log was rewritten, as resuming does. */
  get edition(): number {
    return this.#edition;
  }

  /** Number of the event that comes next. */
  get end(): number {
    return this.#end;
  }

  /** Seconds since it was last written to; 0 where there is none. */
  get idleSeconds(): number {
    return this.#written === 0 ? 0 : Math.max(0, (Date.now() - this.#written) / 1000);
  }

  /**
   * Reads complete new lines; a line still being written waits for its newline.
   * @param goOn called after each part; false ends the reading
   * @throws as `openPlainFile`
   */
  async read(goOn: () => boolean): Promise<void> {
    const opened = await openPlainFile(this.#directory, RUN_FILES.events, Number.POSITIVE_INFINITY);
    if (!opened) {
      this.#written = 0;
      if (this.#position > 0) this.#restart();
      return;
    }
    const { file, stat } = opened;
    try {
      this.#written = stat.mtimeMs;
      const tail = Buffer.alloc(this.#tail.length);
      await file.read(tail, 0, tail.length, this.#position - tail.length);
      if (stat.size < this.#position || !tail.equals(this.#tail)) this.#restart();
      while (this.#position < stat.size) {
        this.#leaveOut(stat.size);
        const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, stat.size - this.#position));
        const { bytesRead } = await file.read(chunk, 0, chunk.length, this.#position);
        const taken = this.#take(chunk.subarray(0, bytesRead));
        if (taken === 0 || !goOn()) return;
      }
    } finally {
      await file.close();
    }
  }

  /** Events from a number on, as many as are told at a time; all readers share them. */
  pieceFrom(start: number): Piece {
    const last = this.#lastPiece?.start === start && this.#lastPiece.end === this.#end;
    const known = last ? this.#lastPiece : this.#fullPieces.get(start);
    if (known) return known;
    const events: string[] = [];
    let characters = 0;
    const first = this.#kept.findIndex(({ number }) => number >= start);
    let index = first < 0 ? this.#kept.length : first;
    for (; index < this.#kept.length && characters < PIECE_CHARACTERS; index++) {
      events.push(this.#kept[index].json);
      characters += this.#kept[index].json.length;
    }
    const end = this.#kept[index]?.number ?? this.#end;
    const piece = { start, end, json: Buffer.from(`[${events.join(',')}]`) };
    if (characters >= PIECE_CHARACTERS) this.#fullPieces.set(start, piece);
    else this.#lastPiece = piece;
    return piece;
  }

  /** Passes over the middle of a log of which only the beginning, which has been read, and the end are shown. */
  #leaveOut(size: number): void {
    if (this.#position === 0 || size - this.#position <= RUN_FILE_LIMITS.events) return;
    this.#position = size - RUN_FILE_LIMITS.events;
    this.#tail = Buffer.alloc(0);
    this.#skipping = true;
  }

  /** Takes the complete lines of what was read. @returns how many bytes are done with */
  #take(bytes: Buffer): number {
    let start = 0;
    if (this.#skipping) {
      const newline = bytes.indexOf(NEWLINE);
      if (newline < 0) return this.#advance(bytes);
      this.#skipping = false;
      start = newline + 1;
    }
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > start) this.#add(bytes.toString('utf8', start, end));
    else if (start === 0 && bytes.length === CHUNK_BYTES) {
      this.#skipping = true;
      return this.#advance(bytes);
    }
    return this.#advance(bytes.subarray(0, Math.max(start, end)));
  }

  #advance(bytes: Buffer): number {
    this.#position += bytes.length;
    const tail = Buffer.concat([this.#tail, bytes.subarray(-TAIL_BYTES)]);
    this.#tail = Buffer.from(tail.subarray(-TAIL_BYTES));
    return bytes.length;
  }

  #add(lines: string): void {
    for (const line of lines.split('\n')) {
      const event = parseEvent(line); // a damaged line is passed over, the rest of the run still shows
      if (!event) continue;
      // Written anew: a part of a text would hold on to all of it, and a carriage return ends a message.
      const json = JSON.stringify(event);
      const ordinal = this.#ordinals.get(event.type) ?? 0;
      this.#ordinals.set(event.type, ordinal + 1);
      this.#kept.push({
        number: this.#end++,
        ordinal: THINNED.has(event.type) ? ordinal : undefined,
        json,
      });
      this.#characters += json.length;
      if (this.#kept.length > MOST_EVENTS || this.#characters > MOST_CHARACTERS) this.#thin();
    }
  }

  /** Keeps three quarters of what may be kept, or less. */
  #thin(): void {
    const tooMany = () => this.#kept.length > 0.75 * MOST_EVENTS || this.#characters > 0.75 * MOST_CHARACTERS;
    const thin = () => {
      const newest = this.#kept.length - NEWEST;
      this.#keep(({ ordinal }, i) => ordinal === undefined || ordinal % this.#stride === 0 || i >= newest);
    };
    thin();
    while (tooMany() && this.#stride <= this.#end) {
      this.#stride *= 2;
      thin();
    }
    // A log like no other: the newest of it, then.
    while (tooMany()) {
      const half = this.#kept.length / 2;
      this.#keep((_, i) => i >= half);
    }
  }

  #keep(wanted: (event: KeptEvent, index: number) => boolean): void {
    this.#kept = this.#kept.filter(wanted);
    this.#characters = this.#kept.reduce((sum, { json }) => sum + json.length, 0);
    this.#forgetPieces();
  }

  #restart(): void {
    this.#edition++;
    this.#kept = [];
    this.#characters = this.#position = this.#end = 0;
    this.#stride = 1;
    this.#ordinals.clear();
    this.#forgetPieces();
    this.#tail = Buffer.alloc(0);
    this.#skipping = false;
  }

  #forgetPieces(): void {
    this.#fullPieces.clear();
    this.#lastPiece = undefined;
  }
}
