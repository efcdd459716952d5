/** `count` unit vectors, spread evenly over the sphere: a Fibonacci lattice. */
export function sphereDirections(count: number): [number, number, number][] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, i) => {
    const y = 1 - (2 * (i + 0.5)) / count;
    const radius = Math.sqrt(1 - y * y);
    return [radius * Math.cos(golden * i), y, radius * Math.sin(golden * i)];
  });
}
