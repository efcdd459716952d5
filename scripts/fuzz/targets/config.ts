import { mkdirSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readConfigFile } from '@modeseek/cli/src/config-file.ts';
import { configFromFlags } from '@modeseek/cli/src/config-flags.ts';
import { parseConfig } from '@modeseek/trainer';
import { type Json, mutateJsonText } from '../mutate.ts';
import { expectThat, type Target } from '../target.ts';

/** A file for `--config`: read, and made the configuration of a run. */
export const configTarget: Target = {
  name: 'config',
  share: 2,
  async prepare() {
    mkdirSync('config');
    const whole = JSON.stringify({ version: '0.1.0', ...parseConfig({ prompt: 'a mug' }) });
    return {
      async attempt(rng, show) {
        const text = mutateJsonText(rng, whole);
        show(text);
        writeFileSync('config/config.json', text);
        const config = configFromFlags({}, readConfigFile('config/config.json'));
        const again = parseConfig(JSON.parse(JSON.stringify(config)) as Json);
        expectThat(isDeepStrictEqual(again, config), 'the configuration does not come back from its JSON');
      },
    };
  },
};
