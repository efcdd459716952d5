import type { ListedRun } from '../run-list.ts';

/** One run in the list of runs: a picture, the prompt and how far it is, with a link to its page. */
export class RunCard {
  readonly element = document.createElement('a');
  readonly #picture = document.createElement('img');
  readonly #title = document.createElement('strong');
  readonly #state = document.createElement('small');
  readonly #fault = document.createElement('small');

  constructor(name: string) {
    this.element.className = 'card';
    this.element.href = `${encodeURIComponent(name)}/`;
    const frame = document.createElement('span');
    frame.className = 'picture';
    this.#picture.alt = '';
    this.#picture.loading = 'lazy';
    this.#fault.className = 'warnings';
    frame.append(this.#picture);
    this.element.append(frame, this.#title, this.#state, this.#fault);
  }

  show({ name, prompt, state, picture, fault }: ListedRun): void {
    this.#title.textContent = prompt ?? name;
    this.#state.textContent = `${name} · ${state}`;
    this.#fault.textContent = fault ?? '';
    this.#picture.hidden = !picture;
    if (!picture) return;
    const address = `${this.element.href}files/${picture.file}`;
    // A picture stays in sight until the one that replaces it has come.
    if (this.#picture.src !== address) this.#picture.src = address;
    this.#picture.style.width = `${100 * picture.columns}%`;
    this.#picture.style.height = `${100 * picture.rows}%`;
  }
}
