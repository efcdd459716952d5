import type { Images } from './image.ts';

/**
 * Where a run keeps what it leaves: a folder, a browser's storage, memory. Files go by names relative to it,
 * with slashes between folders. Calls may overlap; what is written first is there first.
 */
export interface RunStore {
  /** What messages call it, such as a folder's path. */
  readonly name: string;
  /** What a file holds; null where there is none. */
  read(file: string): Promise<Uint8Array | null>;
  /** Replaces a file. A reader, or a crash, sees the old content or the new and nothing between. */
  write(file: string, content: Uint8Array | string): Promise<void>;
  /** The same with the first picture of a batch, as PNG. */
  writePicture(file: string, image: Images): Promise<void>;
  /** Adds to the end of a file, which is made where there is none. A crash may leave a part of the text. */
  append(file: string, text: string): Promise<void>;
  /** Sees to it that what was appended to a file outlasts a power cut. */
  secure(file: string): Promise<void>;
  /** Names of the files in one of its folders, in order; none where there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** The store in one of its folders. */
  within(folder: string): RunStore;
  /** Removes what killed processes left half-written. */
  tidy(): Promise<void>;
}
