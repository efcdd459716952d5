import type { RunListMessages } from '../run-list.ts';
import { element } from './element.ts';
import { RunCard } from './run-card.ts';

// The page that lists the runs of a folder.
const list = element('runs', HTMLElement);
const count = element('count', HTMLElement);
const cards = new Map<string, RunCard>();

/** Shows the runs as they now are. What has not changed is left alone: nothing flickers, the focus stays. */
function draw({ folder, runs, fault }: RunListMessages['runs']): void {
  document.title = `${folder} · Modeseek`;
  element('folder', HTMLElement).textContent = folder;
  count.textContent = fault ?? `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`;
  const gone = new Set(cards.keys());
  for (const [place, run] of runs.entries()) {
    gone.delete(run.name);
    const card = cards.get(run.name) ?? new RunCard(run.name);
    cards.set(run.name, card);
    card.show(run);
    const there = list.children.item(place);
    if (there !== card.element) list.insertBefore(card.element, there);
  }
  for (const name of gone) {
    cards.get(name)?.element.remove();
    cards.delete(name);
  }
}

const feed = new EventSource('events');
feed.addEventListener('runs', (event) => draw(JSON.parse(event.data)));
feed.addEventListener('error', () => {
  count.textContent = 'The viewer has stopped. Trying again…';
});
