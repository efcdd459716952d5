"""What can be seen of a mesh from outside, by rays in numpy alone."""

import numpy as np

DIRECTIONS = 96
FACES = 400


def directions(count):
    """Unit vectors spread evenly over the sphere (a Fibonacci lattice)."""
    k = np.arange(count)
    y = 1 - (2 * k + 1) / count
    angle = np.pi * (3 - np.sqrt(5)) * k
    radius = np.sqrt(1 - y**2)
    return np.stack([radius * np.cos(angle), y, radius * np.sin(angle)], 1)


def hits_any(origins, direction, triangles):
    """Whether the ray from each origin meets a triangle (Möller and Trumbore 1997)."""
    a, u, v = triangles[:, 0], triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    p = np.cross(direction, v)
    determinant = np.einsum("ij,ij->i", u, p)
    ahead = np.abs(determinant) > 1e-14
    a, u, v, p, inverse = a[ahead], u[ahead], v[ahead], p[ahead], 1 / determinant[ahead]
    hit = np.zeros(len(origins), bool)
    for i, origin in enumerate(origins):
        s = origin - a
        x = np.einsum("ij,ij->i", s, p) * inverse
        q = np.cross(s, u)
        y = q @ direction * inverse
        t = np.einsum("ij,ij->i", v, q) * inverse
        hit[i] = np.any((x >= 0) & (y >= 0) & (x + y <= 1) & (t > 0))
    return hit


def hidden_share(mesh, rng):
    """Share of some random faces from whose middle no ray along 96 directions gets away, on the side that it faces."""
    faces = rng.permutation(len(mesh.faces))[:FACES]
    middles = mesh.triangles_center[faces] + 1e-4 * mesh.scale * mesh.face_normals[faces]
    reached = np.zeros(len(faces), bool)
    for direction in directions(DIRECTIONS):
        left = np.flatnonzero(~reached & (mesh.face_normals[faces] @ direction > 0.05))
        if len(left):
            reached[left] = ~hits_any(middles[left], direction, mesh.triangles)
    return 1 - reached.mean()
