/** The content of a message, by what tests ask of it. */
export type Content = Record<string, unknown> & { events: unknown[]; faults: string[] };

/** Reads the event stream below an address message by message; comments are skipped. */
export async function listen(url: string) {
  const abort = new AbortController();
  const response = await fetch(`${url}events`, { signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<{ event: string; data: Content }> => {
    while (!text.includes('\n\n')) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`the stream has ended, after ${text}`);
      text += value;
    }
    const end = text.indexOf('\n\n');
    const match = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end));
    text = text.slice(end + 2);
    return match ? { event: match[1], data: JSON.parse(match[2]) } : next();
  };
  /** The content of the next message of a kind. */
  const nextOf = async (event: string): Promise<Content> => {
    const message = await next();
    return message.event === event ? message.data : nextOf(event);
  };
  return { type: response.headers.get('content-type'), next, nextOf, stop: () => abort.abort() };
}
