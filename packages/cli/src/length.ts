import { shortened, UserError } from '@modeseek/core';

/** Metres of each unit. */
const UNITS: Readonly<Record<string, number>> = { mm: 0.001, cm: 0.01, m: 1, in: 0.0254 };
const LENGTH = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*(mm|cm|m|in)\s*$/;

/**
 * For yargs: reads a length with its unit, such as 60mm, where one is given.
 * @param least in metres, as is what is read
 */
export function lengthFlag(name: string, least: number, most: number) {
  return (text: string | false | undefined): number | undefined => {
    if (typeof text !== 'string') return undefined;
    const [, number, unit] = LENGTH.exec(text) ?? [];
    const metres = number === undefined ? Number.NaN : Number(number) * UNITS[unit];
    if (metres >= least && metres <= most) return metres;
    throw new UserError(
      `--${name} is '${shortened(text)}'; it must be a length such as 60mm, 10cm, 0.1m or 3in, from ${least}m to ${most}m`,
    );
  };
}
