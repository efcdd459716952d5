import { EVD, Matrix } from 'ml-matrix';

/**
 * Fréchet distance of the two normal distributions fitted to two sets of feature vectors (Heusel et al. 2017,
 * equation 6): |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½).
 * @param a, b one vector after the other, `[count, dimension]`; counts may differ, both above 1
 */
export function frechetDistance(a: Float32Array, b: Float32Array, dimension: number): number {
  const [one, other] = [a, b].map((values) => normalFit(values, dimension));
  const apart = one.mean.reduce((sum, value, k) => sum + (value - other.mean[k]) ** 2, 0);
  // The eigenvalues of Σ₁ Σ₂ are those of Σ₁^½ Σ₂ Σ₁^½, which is symmetric.
  const root = squareRoot(one.covariance);
  const product = root.mmul(other.covariance).mmul(root);
  const overlap = eigen(product).realEigenvalues.reduce(
    (sum, value) => sum + Math.sqrt(Math.max(0, value)),
    0,
  );
  return apart + one.covariance.trace() + other.covariance.trace() - 2 * overlap;
}

function normalFit(values: Float32Array, dimension: number): { mean: number[]; covariance: Matrix } {
  const rows = Matrix.from1DArray(values.length / dimension, dimension, [...values]);
  const mean = rows.mean('column');
  rows.subRowVector(mean);
  return {
    mean,
    covariance: rows
      .transpose()
      .mmul(rows)
      .div(rows.rows - 1),
  };
}

function squareRoot(matrix: Matrix): Matrix {
  const { eigenvectorMatrix: vectors, realEigenvalues } = eigen(matrix);
  const roots = realEigenvalues.map((value) => Math.sqrt(Math.max(0, value)));
  return vectors.mmul(Matrix.diag(roots)).mmul(vectors.transpose());
}

const eigen = (matrix: Matrix) => new EVD(matrix, { assumeSymmetric: true });
