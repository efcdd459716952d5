/** A share in [0, 1], such as 0.4 %. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${value === 0 || value >= 10 ? Math.round(value) : Number(value.toPrecision(2))} %`;
}

/** Lengths along axes, such as 0.1 × 0.12 × 0.09 m. */
export function lengths(values: readonly number[], unit: string | null): string {
  return `${values.map(short).join(' × ')}${unit === null ? '' : ` ${unit}`}`;
}

/** A number with three digits that mean something. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
