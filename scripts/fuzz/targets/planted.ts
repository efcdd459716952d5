import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@modeseek/core';
import { expectThat, type Target } from '../target.ts';

/** Not a part of the program: one fault of each kind, by which the search itself is tested. */
export const plantedTarget: Target = {
  name: 'planted',
  share: 0,
  async prepare() {
    let trial = 0;
    const hoard: Uint8Array[] = [];
    return {
      patience: 1,
      async attempt(rng, show) {
        show(rng.uint32());
        trial++;
        switch (rng.int(8)) {
          case 0:
            throw new TypeError('planted error');
          case 1:
            setImmediate(() => {
              throw new Error('planted uncaught error');
            });
            await new Promise((resolve) => setTimeout(resolve, 50));
            break;
          case 2:
            for (;;);
          case 3:
            for (let i = 0; i < 23; i++) hoard.push(new Uint8Array(1e8).fill(1));
            break;
          case 4:
            writeFileSync(join(tmpdir(), '..', 'planted'), String(trial));
            break;
          case 5:
            expectThat(false, 'planted');
            break;
          case 6:
            return process.exit(7);
          default:
            throw new UserError('refused, as it should be');
        }
      },
    };
  },
};
