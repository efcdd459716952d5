const BAR_WIDTH = 24;

/** A bar of a fixed width, filled to a share from 0 to 1. */
export function bar(share: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH * 8);
  const full = '█'.repeat(Math.floor(eighths / 8));
  const part = eighths % 8 > 0 ? ' ▏▎▍▌▋▊▉'[eighths % 8] : '';
  return `▕${(full + part).padEnd(BAR_WIDTH)}▏`;
}
