"""What other people's tools say of meshes: `python scripts/mesh/check.py RUN_OR_FILE ... [--budgets 500,10000]`

Each file is read with trimesh, its vertices are merged by position, and three libraries judge it: trimesh (watertight, winding, bodies, genus, volume), manifold-3d (whether it
takes it as a solid) and pymeshlab (edges and vertices that are not manifold, faces that intersect themselves). Folders of runs are exported first, as levels of detail: one for each budget of triangles.
Prints a line for each mesh, then how many failed, and exits with 1 if any did. `--rays` adds the share of faces that cannot be seen from outside: slow. Needs `trimesh`,
`manifold3d`, `pymeshlab` and, for runs, Node.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import manifold3d
import numpy as np
import pymeshlab
import trimesh
from rays import hidden_share

ROOT = pathlib.Path(__file__).resolve().parents[2]
MOST_HIDDEN = 0.02
# Triangles that `export` makes at least, and budgets that it makes at once.
FEWEST, TOGETHER = 100, 7


def merged(vertices, faces):
    """A trimesh with vertices merged by position, nothing else touched."""
    places, index = np.unique(np.asarray(vertices, np.float32), axis=0, return_inverse=True)
    return trimesh.Trimesh(places, index.reshape(-1)[faces], process=False)


def read(path):
    mesh = trimesh.load(path, force="mesh", process=False)
    return merged(mesh.vertices, mesh.faces)


def buried(bodies):
    """How many bodies lie inside another."""
    inside = 0
    for i, body in enumerate(bodies):
        point = body.vertices[:1]
        others = (other for j, other in enumerate(bodies) if j != i and (other.bounds[0] < point).all() and (other.bounds[1] > point).all())
        inside += any(other.contains(point)[0] for other in others)
    return inside


def check(mesh, rays):
    """Figures of a mesh with merged vertices, and what is wrong with it."""
    bodies = mesh.split(only_watertight=False)
    euler = sum(body.euler_number for body in bodies)
    solid = manifold3d.Manifold(manifold3d.Mesh(np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32)))
    meshes = pymeshlab.MeshSet()
    meshes.add_mesh(pymeshlab.Mesh(mesh.vertices, mesh.faces))
    topology = meshes.get_topological_measures()
    meshes.compute_selection_by_self_intersections_per_face()
    found = {
        "faces": len(mesh.faces),
        "bodies": len(bodies),
        "genus": round((2 * len(bodies) - euler) / 2),
        "volume": float(mesh.volume),
        "nonManifoldEdges": topology["non_two_manifold_edges"],
        "nonManifoldVertices": topology["non_two_manifold_vertices"],
        "selfIntersecting": meshes.current_mesh().selected_face_number(),
        "manifold3d": solid.status().name,
        "degenerate": int((mesh.area_faces == 0).sum()),
        "buried": buried(bodies),
        "narrowest": round(float(np.degrees(mesh.face_angles.min())), 3),
    }
    wrong = [
        *([] if mesh.is_watertight else ["not watertight"]),
        *([] if mesh.is_winding_consistent else ["winding"]),
        *([] if all(body.volume > 0 for body in bodies) else ["a body faces inwards"]),
        *([] if found["manifold3d"] == "NoError" and solid.genus() * 2 == 2 * len(bodies) - euler - 2 * (len(bodies) - 1) else ["manifold3d"]),
        *(name for name in ["nonManifoldEdges", "nonManifoldVertices", "selfIntersecting", "degenerate", "buried"] if found[name]),
    ]
    if rays:
        found["hidden"] = round(float(hidden_share(mesh, np.random.default_rng(0))), 4)
        if found["hidden"] > MOST_HIDDEN:
            wrong.append("hidden")
    return found, wrong


def export(run, budgets, folder, flags):
    """The run's meshes of at most so many triangles, in falling order, and those numbers."""
    out = pathlib.Path(folder) / f"{run.name}.glb"
    for begin in range(0, len(budgets), TOGETHER):
        first, *others = budgets[begin : begin + TOGETHER]
        levels = ["--lod", ",".join(map(str, others))] if others else []
        command = ["node", ROOT / "scripts/launch.mjs", "export", run, "--max-triangles", first, *levels, "--out", out, "--quiet", *flags]
        subprocess.run(list(map(str, command)), check=True, cwd=ROOT)
        yield out, first
        for level, budget in enumerate(others, 1):
            yield out.with_stem(f"{run.name}-lod{level}"), budget


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=pathlib.Path, help="folders of runs, or files")
    parser.add_argument("--budgets", default="500,2000,10000,100000,10000000", help="triangles that runs are exported with")
    parser.add_argument("--flags", default="", help="what else `export` is told, for example '--texture-size 0'")
    parser.add_argument("--rays", action="store_true", help="hidden faces too: slow")
    parser.add_argument("--json", action="store_true", help="a line of JSON for each mesh")
    args = parser.parse_args()
    budgets = sorted(set(map(int, args.budgets.split(","))), reverse=True)
    if budgets[-1] < FEWEST:
        parser.error(f"--budgets are at least {FEWEST}")
    failures = meshes = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in args.paths:
            files = export(path.resolve(), budgets, folder, args.flags.split()) if path.is_dir() else [(path, None)]
            for file, budget in files:
                found, wrong = check(read(file), args.rays)
                if budget and found["faces"] > budget:
                    found["above"] = budget
                meshes += 1
                failures += bool(wrong)
                if args.json:
                    print(json.dumps({"file": file.name, "budget": budget, **found, "wrong": wrong}), flush=True)
                else:
                    figures = " ".join(f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}" for name, value in found.items())
                    asked = f" of at most {budget}" if budget else ""
                    print(f"{file.name}{asked}: {'; '.join(wrong) or 'right'} | {figures}", flush=True)
    print(f"{failures} of {meshes} meshes have something wrong")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
