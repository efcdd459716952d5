import {
  type Check,
  isList,
  isNumber,
  isObject,
  isOptional,
  isTable,
  isText,
  isTriple,
  isWhole,
  type RngState,
  SHADING_MODES,
  type ShadingMode,
  UserError,
  type View,
} from '@modeseek/core';

/** Where a run stands. */
export interface CheckpointInfo {
  /** Steps done. */
  step: number;
  /** How many of them were dropped because a number was not finite. */
  droppedSteps: number;
  /** How many of them did not count towards progress; see `mustWait`. */
  waitedSteps: number;
  /** Of the configuration that the run was started with; see `configHash`. */
  config: string;
  /** SHA-256 of the image model that guides. */
  model: string;
}

/** What a checkpoint says beside its tensors. */
export interface CheckpointFacts extends CheckpointInfo {
  adamSteps: number;
  /** Of the anchors. */
  anchorViews: View[];
  rngs: Record<string, RngState>;
}

const COUNT = isWhole(0, 2 ** 31 - 1);
const DIRECTION = isTriple(isNumber(-1.001, 1.001));
const RIGHT_ANGLE = Math.PI / 2;

const isView = isObject({
  camera: isObject({
    azimuth: isNumber(-1000, 1000),
    elevation: isNumber(-RIGHT_ANGLE, RIGHT_ANGLE),
    distance: isNumber(1e-3, 1e6),
    fieldOfView: isNumber(1e-3, Math.PI),
    target: isOptional(isTriple(isNumber(-1e6, 1e6))),
  }),
  shading: (value) => SHADING_MODES.includes(value as ShadingMode),
  light: DIRECTION,
  background: isTriple(isNumber(0, 1)),
} satisfies Record<keyof View, Check>);

const isRngState = isObject({
  // From zeros alone none but zeros follow.
  words: (value) =>
    isList(isWhole(0, 2 ** 32 - 1), 4, 4)(value) && (value as number[]).some((word) => word > 0),
  spare: (value) => value === null || isNumber()(value),
} satisfies Record<keyof RngState, Check>);

/** What each entry must be; all but text are written as JSON. */
const CHECKS: Record<keyof CheckpointFacts, Check> = {
  step: COUNT,
  droppedSteps: COUNT,
  waitedSteps: COUNT,
  adamSteps: COUNT,
  config: isText(64, /^[0-9a-f]{64}$/),
  model: isText(200, /^\P{C}+$/u),
  anchorViews: isList(isView),
  rngs: isTable(/^[a-z]{1,20}$/, isRngState, 20),
};
const TEXTS: readonly string[] = ['config', 'model'];

/**
 * Reads the metadata of a checkpoint, whoever wrote it.
 * @param source its file name, for messages
 * @throws UserError when an entry is missing, or can be of no run
 */
export function readFacts(metadata: Readonly<Record<string, string>>, source: string): CheckpointFacts {
  const facts = Object.fromEntries(
    Object.entries(CHECKS).map(([name, check]) => {
      const text = Object.hasOwn(metadata, name) ? metadata[name] : '';
      const value = TEXTS.includes(name) ? text : parsed(text);
      if (!check(value)) throw new UserError(`${source} is damaged: its "${name}" is missing or wrong`);
      return [name, value];
    }),
  ) as unknown as CheckpointFacts;
  if (facts.droppedSteps + facts.waitedSteps > facts.step) {
    throw new UserError(`${source} is damaged: more steps were dropped or waited than there were`);
  }
  return facts;
}

/** Undefined where the text is no JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
