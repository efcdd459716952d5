/** Makes vectors `[count, 3]` as long as 1, in place; zero stays zero. */
export function unitVectors(vectors: Float32Array): Float32Array {
  for (let i = 0; i < vectors.length; i += 3) {
    const [x, y, z] = [vectors[i], vectors[i + 1], vectors[i + 2]];
    const length = Math.sqrt(x * x + y * y + z * z) || 1;
    vectors[i] = x / length;
    vectors[i + 1] = y / length;
    vectors[i + 2] = z / length;
  }
  return vectors;
}
