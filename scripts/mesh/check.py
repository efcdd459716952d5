"""What other people's tools say of meshes: `python scripts/mesh/check.py runs/a-mug/mesh.glb ...`

Reads each GLB with trimesh, merges vertices by position, and has manifold-3d take it as a solid: whether it is watertight and a manifold, how many bodies and handles it
has, its volume; and, by rays of our own, the share of its faces that cannot be seen from outside. `yarn bench objects` measures the same in TypeScript: here it is
checked. Needs `trimesh` and `manifold3d`.
"""

import argparse
import json

import manifold3d
import numpy as np
import trimesh

DIRECTIONS = 96
FACES = 2000


def solid_of(path):
    """The GLB's geometry as one trimesh, vertices merged by position."""
    mesh = trimesh.load(path, force="mesh", process=False)
    mesh = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    mesh.merge_vertices(merge_tex=True, merge_norm=True)
    mesh.update_faces(mesh.nondegenerate_faces())
    return mesh


def directions(count):
    """Unit vectors spread evenly over the sphere (a Fibonacci lattice)."""
    k = np.arange(count)
    y = 1 - (2 * k + 1) / count
    angle = np.pi * (3 - np.sqrt(5)) * k
    radius = np.sqrt(1 - y**2)
    return np.stack([radius * np.cos(angle), y, radius * np.sin(angle)], 1)


def hidden_share(mesh, rng):
    """Share of some random faces from whose middle no ray along 96 directions gets away."""
    faces = rng.permutation(len(mesh.faces))[:FACES]
    middles = mesh.triangles_center[faces] + 1e-4 * mesh.face_normals[faces]
    reached = np.zeros(len(faces), bool)
    for direction in directions(DIRECTIONS):
        left = np.flatnonzero(~reached & (mesh.face_normals[faces] @ direction > 0))
        if len(left):
            blocked = mesh.ray.intersects_any(middles[left], np.tile(direction, (len(left), 1)))
            reached[left[~blocked]] = True
    return 1 - reached.mean()


def check(path, rays):
    mesh = solid_of(path)
    bodies = mesh.split(only_watertight=False)
    euler = sum(body.euler_number for body in bodies)
    solid = manifold3d.Manifold(manifold3d.Mesh(np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32)))
    is_solid = solid.status() == manifold3d.Error.NoError
    result = {
        "file": path,
        "faces": len(mesh.faces),
        "watertight": bool(mesh.is_watertight),
        "windingConsistent": bool(mesh.is_winding_consistent),
        "bodies": len(bodies),
        "genus": (2 * len(bodies) - euler) / 2,
        "manifold3d": solid.status().name,
        "genusManifold3d": solid.genus() if is_solid else None,
        "volume": round(float(mesh.volume), 5),
    }
    if rays:
        result["hidden"] = round(float(hidden_share(mesh, np.random.default_rng(0))), 4)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--rays", action="store_true", help="hidden faces too: slow without an accelerated ray tracer")
    args = parser.parse_args()
    for path in args.files:
        print(json.dumps(check(path, args.rays)))


if __name__ == "__main__":
    main()
