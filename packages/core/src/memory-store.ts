import type { Images, PngEncoder } from './image.ts';
import type { RunStore } from './store.ts';

/** The store of a run that keeps everything in memory: for tests, and where there are no files. */
export class MemoryStore implements RunStore {
  /**
   * @param encodePng for the pictures
   * @param files what it holds, by name
   */
  constructor(
    readonly name: string,
    private readonly encodePng: PngEncoder,
    readonly files = new Map<string, Uint8Array>(),
    private readonly folder = '',
  ) {}

  async read(file: string) {
    return this.files.get(this.folder + file) ?? null;
  }

  async write(file: string, content: Uint8Array | string) {
    this.files.set(
      this.folder + file,
      typeof content === 'string' ? new TextEncoder().encode(content) : content.slice(),
    );
  }

  async writePicture(file: string, image: Images) {
    await this.write(file, await this.encodePng(image));
  }

  async append(file: string, text: string) {
    const before = this.files.get(this.folder + file) ?? new Uint8Array();
    const more = new TextEncoder().encode(text);
    const all = new Uint8Array(before.length + more.length);
    all.set(before);
    all.set(more, before.length);
    this.files.set(this.folder + file, all);
  }

  async secure() {}

  async list(folder: string) {
    const within = `${this.folder}${folder}/`;
    return [...this.files.keys()]
      .filter((name) => name.startsWith(within) && !name.slice(within.length).includes('/'))
      .map((name) => name.slice(within.length))
      .sort();
  }

  within(folder: string) {
    return new MemoryStore(`${this.name}/${folder}`, this.encodePng, this.files, `${this.folder}${folder}/`);
  }

  async tidy() {}
}
