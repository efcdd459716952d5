import { describe, expect, test } from '@jest/globals';
import { EXPORT_DEFAULTS } from '@modeseek/mesh';
import yargs, { type Argv } from 'yargs';
import { exportCommand } from './export.ts';

/** The command's flags as it reads them; runs nothing. */
function parse(...flags: string[]): Argv {
  const parser = yargs(['runs/none', ...flags])
    .exitProcess(false)
    .fail(false);
  exportCommand.builder(parser);
  return parser;
}

describe('export', () => {
  test('its defaults are those of the mesh', async () => {
    const { threshold, smoothing, compress, textureFormat, origin } = EXPORT_DEFAULTS;
    expect(await parse().parse()).toMatchObject({
      ...{ threshold, compress, 'texture-format': textureFormat, origin, smoothing },
    });
    expect(await parse('--texture-size', '0').parse()).toMatchObject({ 'texture-size': 0 });
  });

  test.each([
    ['--texture-size', '8', 'a whole number from 16 to 8192, or 0'],
    ['--threshold', '-1', 'a number from 0.001 to 1000000, or auto'],
    ['--threshold', '1e9', 'a number from 0.001 to 1000000, or auto'],
    ['--resolution', '600', 'a whole number from 16 to 512'],
    ['--max-triangles', '20000000', 'a whole number from 100 to 10000000'],
    ['--lod', '7', 'a whole number from 0 to 6'],
    ['--lod', '2000,5', 'a whole number from 100 to 10000000', '5'],
    ['--smoothing', '-2', 'a whole number from 0 to 100'],
  ])('%s %s is refused before anything is loaded', async (flag, value, right, wrong = value) => {
    const parsed = (async () => parse(flag, value).parse())();
    await expect(parsed).rejects.toThrow(`${flag} is '${wrong}'; it must be ${right}`);
  });

  test('levels of detail are so many, or have so many triangles', async () => {
    const lod = async (value: string) => (await parse('--lod', value).parse()).lod;
    expect([await lod('3'), await lod('500'), await lod('2000,500')]).toEqual([3, [500], [2000, 500]]);
  });

  test('what the format or the run decides has no default of its own', async () => {
    const given = await parse().parse();
    const decided = ['format', 'resolution', 'max-triangles', 'texture-size', 'size', 'scale'];
    for (const flag of decided) expect(given).not.toHaveProperty(flag);
    expect(await parse('--size', '60mm', '--scale', '2').parse()).toMatchObject({ size: 0.06, scale: 2 });
  });

  test('help shows the ranges', async () => {
    const help = (await parse().getHelp()).replace(/\s+/g, ' ');
    for (const range of ['edge, 16 to 512', 'edge, 16 to 8192; 0 for', '100 to 10000000', '0 to 100']) {
      expect(help).toContain(range);
    }
  });
});
