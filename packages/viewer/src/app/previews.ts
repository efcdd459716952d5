import { PREVIEW_FILE } from '@modeseek/core';
import { element } from './element.ts';

/** The training previews: the newest, unless an earlier one has been chosen on the slider. */
export class Previews {
  readonly #large = element('preview-large', HTMLImageElement);
  readonly #small = element('preview-small', HTMLImageElement);
  readonly #scrub = element('scrub', HTMLInputElement);
  readonly #label = element('scrub-label', HTMLOutputElement);
  readonly #section = element('preview-section', HTMLElement);
  #pictures: { address: string; title: string }[] = [];

  constructor() {
    this.#scrub.addEventListener('input', () => this.#show());
    this.#large.addEventListener('load', () => {
      const { naturalWidth, naturalHeight, style } = this.#large;
      style.setProperty('--ratio', String(naturalWidth / naturalHeight));
    });
  }

  get count(): number {
    return this.#pictures.length;
  }

  /** Takes the run's files, by name with their versions. */
  update(files: Record<string, string>): void {
    const following = this.#scrub.valueAsNumber >= this.#pictures.length - 1;
    this.#pictures = Object.keys(files).flatMap((name) => {
      const [, step, update] = PREVIEW_FILE.exec(name) ?? [];
      const title = `step ${Number(step)}${update ? `, update ${Number(update)}` : ''}`;
      return step ? [{ address: `files/${name}?v=${files[name]}`, title }] : [];
    });
    this.#section.hidden = this.#pictures.length === 0;
    this.#scrub.max = String(Math.max(0, this.#pictures.length - 1));
    this.#scrub.disabled = this.#pictures.length < 2;
    if (following) this.#scrub.value = this.#scrub.max;
    this.#show();
  }

  #show(): void {
    const picture = this.#pictures[this.#scrub.valueAsNumber];
    if (!picture) return;
    for (const image of [this.#large, this.#small]) {
      if (image.getAttribute('src') !== picture.address) image.src = picture.address;
      image.alt = `Training preview at ${picture.title}`;
    }
    this.#label.textContent = picture.title;
  }
}
