/**
 * Calls back for each cell of a grid whose middle lies in a triangle, with the weights of the triangle's second and
 * third corner there. Coordinates in cells, from the grid's corner.
 */
export function coveredCells(
  corners: ArrayLike<number>,
  width: number,
  height: number,
  visit: (cell: number, second: number, third: number) => void,
): void {
  // Such that the middle of cell (x, y) is at (x, y).
  const ax = corners[0] - 0.5;
  const ay = corners[1] - 0.5;
  const bx = corners[2] - 0.5;
  const by = corners[3] - 0.5;
  const cx = corners[4] - 0.5;
  const cy = corners[5] - 0.5;
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area === 0) return;
  const x0 = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
  const x1 = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx)));
  const y0 = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
  const y1 = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const second = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area;
      const third = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area;
      if (second >= 0 && third >= 0 && second + third <= 1) visit(y * width + x, second, third);
    }
  }
}
