import type { JudgedConcept, Judgement } from './judge.ts';
import type { BenchPrompt, Part } from './prompts.ts';
import { shareNamed, shareWithin, showsAll } from './verdict.ts';

export interface Score {
  /**
   * Concepts: share of views taken for the noun. Colours and scenes: 1 where the object as a whole is right,
   * else 0.
   */
  right: number;
  /**
   * Share of views within 45 degrees of the true azimuth; null for a scene and for a concept that has no
   * front.
   */
  within45: number | null;
}

/**
 * What a prompt's pictures are worth.
 * @param judgement of views at equal steps all around, from the front on
 */
export function scoreOf(
  part: Part,
  { concepts, colour }: BenchPrompt,
  judgement: Judgement,
  judged: readonly JudgedConcept[],
): Score {
  if (part === 'scenes') return { right: showsAll(judgement.found, concepts) ? 1 : 0, within45: null };
  const [name] = concepts;
  const named = shareNamed(judgement.verdicts, name);
  return {
    right: part === 'concepts' ? named : named > 0.5 && judgement.colour === colour ? 1 : 0,
    within45: shareWithin(judgement.verdicts, judged.find((each) => each.name === name)?.symmetry ?? 0),
  };
}
