/** Tells a subscriber a message: its name, and its content as JSON. */
export type Send<Messages> = (message: keyof Messages & string, json: string) => void;

/**
 * What is told to those who are subscribed, as it changes. It is found out by polling (file watchers miss
 * changes on network and container file systems), while somebody is subscribed.
 */
export abstract class Feed<Messages> {
  readonly #pollMs: number;
  readonly #subscribers = new Set<Send<Messages>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(pollMs: number) {
    this.#pollMs = pollMs;
  }

  /** Sends how things stand at once, later changes as they come. Returns the way to stop it. */
  subscribe(send: Send<Messages>): () => void {
    this.poll();
    this.sendAll(send);
    this.#subscribers.add(send);
    this.#timer ??= setInterval(() => this.poll(), this.#pollMs);
    return () => {
      this.#subscribers.delete(send);
      if (this.#subscribers.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  /** Looks what has changed, and tells it. */
  protected abstract poll(): void;

  /** Sends a new subscriber all that the last poll found. */
  protected abstract sendAll(send: Send<Messages>): void;

  protected tell(message: keyof Messages & string, json: string): void {
    for (const send of this.#subscribers) send(message, json);
  }
}
