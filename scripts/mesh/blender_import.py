"""What Blender makes of meshes: `blender -b -P scripts/mesh/blender_import.py -- OUT.json MESH...`

Opens each by Blender's own importer with its defaults, and writes what came of it: points in the world, the colour at each by texture or attribute, metalness and roughness.
`scripts/mesh/imports.py` calls it and compares. Needs Blender 3.4 or later, with numpy.
"""

import json
import sys
from pathlib import Path

import numpy as np

# Blender 3.4's importer of glTF asks for names that newer versions of numpy have dropped.
for kind in (bool, object, int, float):
    if kind.__name__ not in np.__dict__:
        setattr(np, kind.__name__, kind)

import bpy

POINTS = 2000


def importer(extension):
    """The operator of this version of Blender; None where it has none."""
    for group, name in {
        ".glb": [("import_scene", "gltf")],
        ".gltf": [("import_scene", "gltf")],
        ".obj": [("wm", "obj_import")],
        ".ply": [("wm", "ply_import"), ("import_mesh", "ply")],
        ".stl": [("wm", "stl_import"), ("import_mesh", "stl")],
        ".usdz": [("wm", "usd_import")],
    }.get(extension, []):
        operator = getattr(getattr(bpy.ops, group), name)
        try:
            operator.get_rna_type()
            return operator
        except KeyError:
            continue
    return None


def shader_of(material):
    """Its Principled BSDF, and the picture that colours it, where there are such."""
    if not material or not material.use_nodes:
        return None, None
    shader = next((node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED"), None)
    links = shader.inputs["Base Color"].links if shader else ()
    while links:
        node = links[0].from_node
        if node.type == "TEX_IMAGE":
            return shader, node.image
        links = [link for socket in node.inputs for link in socket.links]
    return shader, None


def colours_of(mesh, picture):
    """Display colours of the mesh's points; None where it has none."""
    if picture is not None and mesh.uv_layers.active:
        width, height = picture.size
        pixels = np.array(picture.pixels[:], np.float32).reshape(height, width, -1)[..., :3]
        uvs = np.array([loop.uv[:] for loop in mesh.uv_layers.active.data])
        at = np.clip((uvs * (width, height)).astype(int), 0, (width - 1, height - 1))
        values, points = pixels[at[:, 1], at[:, 0]], [loop.vertex_index for loop in mesh.loops]
    elif len(mesh.color_attributes) > 0:
        attribute = mesh.color_attributes[0]
        values = np.array([entry.color_srgb[:3] for entry in attribute.data])
        points = range(len(values)) if attribute.domain == "POINT" else [loop.vertex_index for loop in mesh.loops]
    else:
        return None
    colours = np.zeros((len(mesh.vertices), 3))
    colours[list(points)] = values
    return colours


def open_mesh(path):
    operator = importer(path.suffix)
    if operator is None:
        return None
    bpy.ops.wm.read_factory_settings(use_empty=True)
    operator(filepath=str(path))
    bpy.context.view_layer.update()
    points, colours, found = [], [], {}
    for thing in bpy.context.scene.objects:
        if thing.type != "MESH":
            continue
        shader, picture = shader_of(thing.active_material)
        world = np.array(thing.matrix_world)
        own = np.array([vertex.co[:] for vertex in thing.data.vertices])
        points.append(own @ world[:3, :3].T + world[:3, 3])
        of_points = colours_of(thing.data, picture)
        if of_points is not None:
            colours.append(of_points)
        if shader:
            found = {name.lower(): shader.inputs[name].default_value for name in ("Metallic", "Roughness")}
    points = np.concatenate(points)
    chosen = np.random.default_rng(0).permutation(len(points))[:POINTS]
    coloured = len(colours) > 0 and sum(map(len, colours)) == len(points)
    return {
        "low": points.min(axis=0).tolist(),
        "high": points.max(axis=0).tolist(),
        "points": points[chosen].tolist(),
        "colours": np.concatenate(colours)[chosen].tolist() if coloured else None,
        **found,
    }


def main():
    out, *meshes = sys.argv[sys.argv.index("--") + 1 :]
    Path(out).write_text(json.dumps({mesh: open_mesh(Path(mesh)) for mesh in meshes}))


main()
