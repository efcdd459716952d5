/** Central difference of `f` by each of `parameters`, which are put back. */
export async function centralDifferences(
  f: () => number | Promise<number>,
  parameters: Float32Array | Float64Array,
  step: number,
): Promise<number[]> {
  const out: number[] = [];
  for (let i = 0; i < parameters.length; i++) {
    const value = parameters[i];
    parameters[i] = value + step;
    const [above, at] = [await f(), parameters[i]];
    parameters[i] = value - step;
    const [below, under] = [await f(), parameters[i]];
    parameters[i] = value;
    out.push((above - below) / (at - under));
  }
  return out;
}
