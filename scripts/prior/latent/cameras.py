"""Cameras as MVDream has them; the same as packages/priors/src/diffusers/mvdream-views.ts."""

import torch


def camera_matrix(angles):
    """Azimuths and elevations [n, 2] in radians -> [n, 16]: from the camera (x right, y up, looking along -z) to a world in which z is up and the
    front looks along x; at distance 1. Rows first."""
    azimuth, elevation = angles.unbind(1)
    zero = torch.zeros_like(azimuth)
    (sa, ca), (se, ce) = ((angle.sin(), angle.cos()) for angle in (azimuth, elevation))
    back = torch.stack([ca * ce, sa * ce, se], 1)  # from the middle towards the camera
    right = torch.stack([-sa, ca, zero], 1)
    up = torch.linalg.cross(back, right)
    rows = torch.stack([right, up, back, back], 2)
    last = torch.tensor([0.0, 0, 0, 1]).expand(len(rows), 1, 4)
    return torch.cat([rows, last], 1).flatten(1)
