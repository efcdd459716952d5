import { setTimeout as sleep } from 'node:timers/promises';

/** A message to those who watch, as server-sent events have it; in parts that many of them share. */
export type Message = Buffer[];

/** A message of a name and its content. */
export function messageOf<Messages, Name extends keyof Messages & string>(
  name: Name,
  content: Messages[Name],
): Message {
  return [Buffer.from(`event: ${name}\ndata: ${JSON.stringify(content)}\n\n`)];
}

/** The message that was there before, where that says the same. */
export function changed(before: Message, now: Message): Message {
  return before.length > 0 && now[0].equals(before[0]) ? before : now;
}

/**
 * What is told to those who watch, as it changes. It is found out by polling (file watchers miss changes on
 * network and container file systems), while somebody watches. Each takes messages at his own pace: nothing
 * is kept for the slow ones, who are told less often how things then stand.
 */
export abstract class Feed {
  readonly #pollMs: number;
  readonly #watchers = new Set<() => void>();
  #polling = false;

  constructor(pollMs: number) {
    this.#pollMs = pollMs;
  }

  /** Whether anybody watches. */
  get watched(): boolean {
    return this.#watchers.size > 0;
  }

  /** @param wake called when there may be news. @returns the way to stop it */
  watch(wake: () => void): () => void {
    this.#watchers.add(wake);
    if (!this.#polling) void this.#keepPolling();
    return () => this.#watchers.delete(wake);
  }

  /**
   * The messages for one who watches, each time it is called the next: first how things stand, then what has
   * changed since; undefined while there is no news.
   */
  abstract messages(): () => Message | undefined;

  /** Looks what has changed. */
  protected abstract poll(): Promise<void>;

  /** Takes note of an error that ended a poll. */
  protected abstract fail(error: unknown): void;

  /** Calls those who watch. */
  protected wake(): void {
    for (const wake of this.#watchers) wake();
  }

  async #keepPolling(): Promise<void> {
    this.#polling = true;
    while (this.watched) {
      await this.poll().catch((error) => this.fail(error));
      this.wake();
      await sleep(this.#pollMs, undefined, { ref: false });
    }
    this.#polling = false;
  }
}
