"""Pictures of many pictures."""

import numpy as np
from PIL import Image


def write_sheet(pictures, columns, path):
    """Pictures [n, 3, size, size] in [-1, 1], row by row, as a PNG."""
    cells = ((pictures.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).cpu().numpy()
    rows = -(-len(cells) // columns)
    size = cells.shape[1]
    sheet = np.full((rows * size, columns * size, 3), 255, np.uint8)
    for i, cell in enumerate(cells):
        y, x = divmod(i, columns)
        sheet[y * size : (y + 1) * size, x * size : (x + 1) * size] = cell
    Image.fromarray(sheet).save(path)
