"""Looks at meshes in Blender: `blender -b -P scripts/mesh/blender.py -- OUT.png MESH.glb ... [--azimuth 30] [--size 224]`

A path-traced picture of each, as large as the picture whatever its size, lit by two lamps, and below it the same as clay, without its texture. Needs Blender 3.4 or later, with numpy.
"""

import argparse
import math
import sys
import tempfile
from pathlib import Path

import numpy as np

# Blender 3.4's importer of glTF asks for names that newer versions of numpy have dropped.
for kind in (bool, object, int, float):
    if kind.__name__ not in np.__dict__:
        setattr(np, kind.__name__, kind)

import bpy
import mathutils

ELEVATION, DISTANCE, FIELD_OF_VIEW = math.radians(20), 3.3, math.radians(40)
SAMPLES = 64
# Of the ball around the box around what is shown: all of it is in the picture.
RADIUS = 1.1
# Position beside the camera, power, edge.
LAMPS = [((2.5, -2.5, 3.5), 260, 2), ((-3, -2, 1), 60, 3)]
WORLD = (0.45, 0.45, 0.45, 1)


def look_at_origin(thing, location):
    thing.location = location
    thing.rotation_euler = (-mathutils.Vector(location)).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(thing)


def turned(point, azimuth):
    x, y, z = point
    return (x * math.cos(azimuth) - y * math.sin(azimuth), x * math.sin(azimuth) + y * math.cos(azimuth), z)


def fit(scene):
    """Moves and scales all objects together into the middle of the picture."""
    bpy.context.view_layer.update()
    corners = np.array([thing.matrix_world @ mathutils.Vector(corner) for thing in scene.objects if thing.type == "MESH" for corner in thing.bound_box])
    low, high = corners.min(axis=0), corners.max(axis=0)
    scale = 2 * RADIUS / np.linalg.norm(high - low)
    move = mathutils.Matrix.Scale(scale, 4) @ mathutils.Matrix.Translation((low + high) / -2)
    for thing in scene.objects:
        if thing.parent is None:
            thing.matrix_world = move @ thing.matrix_world


def render(mesh, clay, azimuth, size, out):
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.import_scene.gltf(filepath=str(mesh))
    scene = bpy.context.scene
    fit(scene)
    if clay:
        material = bpy.data.materials.new("clay")
        material.use_nodes = True
        inputs = material.node_tree.nodes["Principled BSDF"].inputs
        inputs["Base Color"].default_value = (0.5, 0.5, 0.5, 1)
        inputs["Roughness"].default_value = 0.9
        for thing in scene.objects:
            if thing.type == "MESH":
                thing.data.materials.clear()
                thing.data.materials.append(material)
    camera = bpy.data.cameras.new("camera")
    camera.angle = FIELD_OF_VIEW
    scene.camera = bpy.data.objects.new("camera", camera)
    behind = (0, -math.cos(ELEVATION) * DISTANCE, math.sin(ELEVATION) * DISTANCE)
    look_at_origin(scene.camera, turned(behind, azimuth))
    for number, (place, power, edge) in enumerate(LAMPS):
        lamp = bpy.data.lights.new(f"lamp {number}", "AREA")
        lamp.energy, lamp.size = power, edge
        look_at_origin(bpy.data.objects.new(lamp.name, lamp), turned(place, azimuth))
    scene.world = bpy.data.worlds.new("world")
    scene.world.use_nodes = True
    background = scene.world.node_tree.nodes["Background"].inputs
    background[0].default_value, background[1].default_value = WORLD, 0.6
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.use_denoising = "CPU", SAMPLES, False
    scene.view_settings.view_transform = "Standard"
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.filepath = str(out)
    bpy.ops.render.render(write_still=True)
    return pixels(out)


def pixels(path):
    """[height, width, 4], the lowest row first, as Blender has it."""
    image = bpy.data.images.load(str(path))
    return np.array(image.pixels[:], dtype=np.float32).reshape(image.size[1], image.size[0], 4)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("meshes", nargs="+")
    parser.add_argument("--azimuth", type=float, default=30, help="degrees from the front")
    parser.add_argument("--size", type=int, default=224, help="pixels along an edge of a picture")
    args = parser.parse_args(sys.argv[sys.argv.index("--") + 1 :])
    with tempfile.TemporaryDirectory() as folder:
        shots = [[render(mesh, clay, math.radians(args.azimuth), args.size, Path(folder) / f"{i}-{clay}.png") for i, mesh in enumerate(args.meshes)] for clay in (True, False)]
        sheet = np.concatenate([np.concatenate(row, axis=1) for row in shots], axis=0)
        image = bpy.data.images.new("sheet", sheet.shape[1], sheet.shape[0])
        image.pixels = sheet.ravel()
        image.filepath_raw, image.file_format = str(Path(args.out).resolve()), "PNG"
        image.save()


main()
