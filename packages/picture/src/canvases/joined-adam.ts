import type { Adam } from '@modeseek/nerf';

/** Two optimisers of different parameters as one. */
export function joinedAdam(first: Adam, second: Adam): Adam {
  const both = async (action: (adam: Adam) => Promise<void>) => {
    await action(first);
    await action(second);
  };
  return {
    get steps() {
      return first.steps;
    },
    set steps(steps) {
      first.steps = second.steps = steps;
    },
    moments: [...first.moments, ...second.moments],
    update: (rates) => both((adam) => adam.update(rates)),
    pull: () => both((adam) => adam.pull()),
    push: () => both((adam) => adam.push()),
  };
}
