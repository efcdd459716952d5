"""What trimesh, manifold-3d and pymeshlab say of meshes, a line of JSON each: `python scripts/mesh/agreement.py FILE ...`

`scripts/mesh/agreement.ts` calls it and compares with our own figures. Vertices are merged by position, object by object, and triangles that are then lines or
points are left out, as we do. Hidden faces by rays of our own in numpy. Needs `trimesh`, `manifold3d` and `pymeshlab`.
"""

import json
import sys

import manifold3d
import numpy as np
import pymeshlab
import trimesh
from rays import hidden_share


def objects_of(path):
    """Each object of a file, in the world, vertices merged by position."""
    scene = trimesh.load(path, process=False, force="scene")
    for mesh in scene.dump():
        mesh = trimesh.Trimesh(mesh.vertices.astype(np.float32), mesh.faces, process=False)
        mesh.merge_vertices(merge_tex=True, merge_norm=True, digits_vertex=12)
        faces = mesh.faces
        mesh.update_faces((faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0]))
        mesh.remove_unreferenced_vertices()
        yield mesh


def by_trimesh(mesh):
    return {
        "watertight": bool(mesh.is_watertight),
        "windingConsistent": bool(mesh.is_winding_consistent),
        "bodies": len(mesh.split(only_watertight=False)),
        "euler": int(mesh.euler_number),
        "volume": float(mesh.volume),
    }


def by_manifold(mesh):
    solid = manifold3d.Manifold(manifold3d.Mesh(np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32)))
    status = solid.status().name
    if status != "NoError":
        return {"status": status}
    parts = solid.decompose()
    return {"status": status, "genus": sum(part.genus() for part in parts), "bodies": len(parts), "volume": solid.volume()}


def by_pymeshlab(mesh):
    meshes = pymeshlab.MeshSet()
    meshes.add_mesh(pymeshlab.Mesh(mesh.vertices.astype(float), mesh.faces.astype(np.int32)))
    told = meshes.get_topological_measures()
    meshes.compute_selection_by_self_intersections_per_face()
    return {
        "boundaryEdges": told["boundary_edges"],
        "nonManifoldEdges": told["non_two_manifold_edges"],
        "nonManifoldVertices": told["non_two_manifold_vertices"],
        "bodies": told["connected_components_number"],
        "genus": told["genus"],
        "selfIntersections": meshes.current_mesh().selected_face_number(),
    }


def main():
    for path in sys.argv[1:]:
        rows = []
        for mesh in objects_of(path):
            rows.append({"trimesh": by_trimesh(mesh), "manifold3d": by_manifold(mesh), "pymeshlab": by_pymeshlab(mesh)})
        whole = trimesh.util.concatenate(list(objects_of(path)))
        print(json.dumps({"file": path, "objects": rows, "hidden": hidden_share(whole, np.random.default_rng(0))}), flush=True)


main()
