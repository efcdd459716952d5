"""Opens what `export` writes in other people's programs: `python scripts/mesh/imports.py runs/a-mug ... [--size 60mm] [--out FOLDER]`

Exports each run in every format, opens each file in trimesh, Blender, assimp, USD's own library with all its validators, the 3MF consortium's in strict mode, and PrusaSlicer,
which slices 3MF and STL, and compares each with the GLB: size, up and front by how far points are from its surface, colours, metalness. An STL more has a flat base (`--flat-base`): how much of the
footprint the base has, and what PrusaSlicer makes of it. Prints a line of JSON for each, and a summary. Exits with 1 when anything is not as it should be. Programs that are not installed are left
out. Needs `trimesh`, `scipy` and `pillow`; what else it can use: `lxml`, `networkx`, `lib3mf`, `usd-core` and `bpy`, Blender itself, for Python, and `blender`, `assimp` and `prusa-slicer`.
"""

import argparse
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import trimesh
from PIL import Image, ImageDraw
from scipy.spatial import cKDTree

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ["glb", "gltf", "obj", "ply", "stl", "3mf", "usdz"]
PRINTED = ("stl", "3mf")
# From metres, +y up, the front towards +z: to millimetres, +z up, the front towards -y; and the same in metres, as Blender has it.
Z_UP = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]], float)
# Formats without textures are simplified otherwise, so that points are only near each other: shares of the largest edge.
NEAR = {"ply": 0.02, "stl": 0.02}
EXACT = 1e-4
# Mean difference of colours in [0, 1].
COLOUR_NEAR = 0.06
# Of the footprint, of a base that `export` does not complain of.
LEAST_BASE = 0.2
FOOTPRINT_PIXELS = 2048
POINTS = 2000
SAMPLES = 50000


def expected_axes(file_format, program):
    """The matrix from the GLB's axes to those in which a program should show a file."""
    if file_format in PRINTED:
        # Blender takes STL's numbers for metres.
        return 1000 * Z_UP
    # Blender turns what has +y up; of PLY it leaves the axes as they are.
    return Z_UP if program == "blender" and file_format != "ply" else np.eye(3)


class Reference:
    """The GLB as trimesh has it: points of its surface, with their colours."""

    def __init__(self, path):
        mesh = trimesh.load(path, force="mesh")
        self.points = np.asarray(mesh.vertices)
        self.colours = vertex_colours(mesh)
        self.tree = cKDTree(self.points)
        self.surface = cKDTree(trimesh.sample.sample_surface(mesh, SAMPLES, seed=0)[0])
        self.edge = np.ptp(self.points, axis=0).max()
        self.metalness = mesh.visual.material.metallicFactor

    def compare(self, file_format, program, points, colours=None, low=None, high=None, metallic=None):
        axes = expected_axes(file_format, program)
        back = np.asarray(points) @ np.linalg.inv(axes).T
        # Where vertices are others, they are near the surface, and none of the GLB's.
        distances, nearest = self.tree.query(back)
        if file_format in NEAR:
            distances, _ = self.surface.query(back)
        far = float(np.quantile(distances, 0.99) / self.edge)
        low, high = (np.min(points, axis=0), np.max(points, axis=0)) if low is None else (np.array(low), np.array(high))
        edge = (high - low).max() / np.abs(np.linalg.det(axes)) ** (1 / 3)
        row = {"edge": round(float(edge), 5), "apart": round(far, 5)}
        good = abs(edge / self.edge - 1) < NEAR.get(file_format, EXACT) and far < NEAR.get(file_format, EXACT)
        if colours is not None:
            row["colours"] = round(float(np.abs(np.asarray(colours)[:, :3] - self.colours[nearest]).mean()), 4)
            good = good and row["colours"] < COLOUR_NEAR
        if metallic is not None:
            row["metalness"] = round(float(metallic), 4)
            good = good and abs(metallic - self.metalness) < 1e-3
        return {**row, "good": bool(good)}


def vertex_colours(mesh):
    """[vertices, 3] in [0, 1]; None where there are none."""
    visual = mesh.visual
    if visual.kind == "texture":
        visual = visual.to_color()
    return np.asarray(visual.vertex_colors)[:, :3] / 255 if visual.kind in ("vertex", "face") or hasattr(visual, "vertex_colors") and visual.defined else None


def some(points):
    return np.random.default_rng(0).permutation(len(points))[:POINTS]


def by_trimesh(path, file_format, reference):
    mesh = trimesh.load(path, force="mesh")
    chosen = some(mesh.vertices)
    # Of 3MF trimesh reads no textures.
    colours = None if file_format in PRINTED else vertex_colours(mesh)[chosen]
    metallic = mesh.visual.material.metallicFactor if file_format in ("glb", "gltf") else None
    row = reference.compare(file_format, "trimesh", mesh.vertices[chosen], colours, *mesh.bounds, metallic)
    merged = trimesh.Trimesh(mesh.vertices, mesh.faces, process=False)
    merged.merge_vertices(merge_tex=True, merge_norm=True)
    return {**row, "watertight": merged.is_watertight, "good": row["good"] and merged.is_watertight}


def by_assimp(path, file_format, reference):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.ply"
        told = subprocess.run(["assimp", "export", str(path), str(out)], capture_output=True, text=True)
        if not out.exists():
            return {"good": False, "told": told.stdout[-200:]}
        mesh = trimesh.load(out, force="mesh", process=False)
    chosen = some(mesh.vertices)
    return reference.compare(file_format, "assimp", mesh.vertices[chosen], None, *mesh.bounds)


def by_usd(path, reference):
    from pxr import Usd, UsdGeom, UsdValidation

    stage = Usd.Stage.Open(str(path))
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    errors = [error.GetName() for error in UsdValidation.ValidationContext(validators).Validate(stage)]
    points = np.concatenate([UsdGeom.Mesh(prim).GetPointsAttr().Get() for prim in stage.Traverse() if prim.IsA(UsdGeom.Mesh)])
    row = reference.compare("usdz", "usd", points[some(points)], None, points.min(axis=0), points.max(axis=0))
    rules = UsdGeom.GetStageUpAxis(stage) == "Y" and UsdGeom.GetStageMetersPerUnit(stage) == 1 and bool(stage.GetDefaultPrim())
    return {**row, "errors": errors, "good": row["good"] and not errors and rules and apple_rules(path)}


def apple_rules(path):
    """A zip, its first file the description, all stored and beginning at multiples of 64 bytes."""
    import zipfile

    with zipfile.ZipFile(path) as archive, open(path, "rb") as file:
        entries = archive.infolist()
        for entry in entries:
            file.seek(entry.header_offset + 26)
            name, extra = np.frombuffer(file.read(4), "<u2")
            if entry.compress_type != zipfile.ZIP_STORED or (entry.header_offset + 30 + int(name) + int(extra)) % 64 != 0:
                return False
        return Path(entries[0].filename).suffix in (".usda", ".usdc", ".usd")


def by_lib3mf(path):
    from lib3mf import get_wrapper

    model = get_wrapper().CreateModel()
    reader = model.QueryReader("3mf")
    reader.SetStrictModeActive(True)
    reader.ReadFromFile(str(path))
    warnings = [reader.GetWarning(i) for i in range(reader.GetWarningCount())]
    meshes, closed, textures = model.GetMeshObjects(), [], model.GetTexture2Ds().Count()
    while meshes.MoveNext():
        closed.append(meshes.GetCurrentMeshObject().IsManifoldAndOriented())
    return {"warnings": warnings, "manifold": all(closed), "textures": textures, "good": not warnings and all(closed) and textures > 0}


def by_prusa_slicer(path, height):
    """@param height in millimetres"""
    told = subprocess.run(["prusa-slicer", "--info", str(path)], capture_output=True, text=True).stdout
    facts = dict(re.findall(r"^(\w+) = +(\S+)", told, re.M))
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "out.gcode"
        sliced = subprocess.run(["prusa-slicer", "--export-gcode", "--output", str(code), str(path)], capture_output=True, text=True)
        said = sliced.stdout + sliced.stderr
        layers = [float(z) for z in re.findall(r"^;Z:([\d.]+)", code.read_text(), re.M)] if code.exists() else []
    repaired = bool(re.search(r"repair|auto-?repaired|non-?manifold|open edges", said, re.I)) or any(int(facts.get(name, "0")) > 0 for name in ("facets_removed", "edges_fixed", "facets_reversed", "backwards_edges"))
    standing = abs(float(facts.get("size_z", "0")) - height) < 0.02 * height and abs(float(facts.get("min_z", "9"))) < 0.01
    row = {"manifold": facts.get("manifold"), "repaired": repaired, "standing": bool(standing), "printed": max(layers, default=0), "height": round(float(height), 3)}
    good = row["manifold"] == "yes" and not repaired and standing and abs(row["printed"] - height) < 0.5
    return {**row, "good": bool(good)}


def footprint(mesh):
    """Area that a mesh covers, seen from above: of a picture of its triangles."""
    low, scale = mesh.bounds[0, :2], FOOTPRINT_PIXELS / mesh.extents[:2].max()
    picture = Image.new("1", (FOOTPRINT_PIXELS, FOOTPRINT_PIXELS))
    draw = ImageDraw.Draw(picture)
    for corners in (mesh.triangles[:, :, :2] - low) * scale:
        draw.polygon([tuple(corner) for corner in corners], fill=1)
    return np.asarray(picture).sum() / scale**2


def by_base(path, told):
    """Share of the footprint, as seen from above, that lies flat on the ground; less than it should have is right only if `export` says so."""
    mesh = trimesh.load(path, force="mesh")
    on_ground = (np.abs(mesh.triangles[:, :, 2] - mesh.bounds[0, 2]) < 1e-4 * mesh.extents.max()).all(axis=1)
    share = float(mesh.area_faces[on_ground].sum() / footprint(mesh))
    said = "the flat base has" in told
    return {"base": round(share, 3), "told": said, "good": share >= LEAST_BASE or said}


def by_blender(command, paths, references):
    """All files at once: Blender takes long to start. @param command that runs a script of Python in it"""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        script = ROOT / "scripts/mesh/blender_import.py"
        subprocess.run([*command, str(script), "--", str(out), *map(str, paths)], capture_output=True, check=True)
        found = json.loads(out.read_text())
    for path in paths:
        mesh, file_format = found[str(path)], path.suffix[1:]
        if mesh is None:
            continue
        metallic = mesh.get("metallic") if file_format in ("glb", "gltf", "obj", "usdz") else None
        colours = mesh["colours"]
        row = references[path.stem].compare(file_format, "blender", mesh["points"], colours, mesh["low"], mesh["high"], metallic)
        if colours is None and file_format != "stl":
            row["good"] = False
        yield path, row


def exported(run, folder, size):
    """All formats of a run's mesh."""
    files = []
    for file_format in FORMATS:
        path = folder / f"{run.name}.{file_format}"
        if not path.exists():
            subprocess.run(["node", str(ROOT / "scripts/launch.mjs"), "export", str(run.resolve()), "--out", str(path.resolve()), "--size", size, "--quiet"], check=True)
        files.append(path)
    return files


def with_flat_base(run, folder, size):
    """An STL of a run's mesh that stands on a plane, and what `export` says of it."""
    path = folder / f"{run.name}-flat-base.stl"
    told = subprocess.run(["node", str(ROOT / "scripts/launch.mjs"), "export", str(run.resolve()), "--out", str(path.resolve()), "--size", size, "--flat-base"], check=True, capture_output=True, text=True)
    return path, told.stdout + told.stderr


def has(module):
    return importlib.util.find_spec(module) is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+", type=Path)
    parser.add_argument("--size", default="60mm")
    parser.add_argument("--out", type=Path, help="folder that files are left in, and taken from where they are there")
    args = parser.parse_args()
    folder = args.out or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    counts, wrong = Counter(), 0

    def tell(path, program, row):
        nonlocal wrong
        print(json.dumps({"file": path.name, "program": program, **row}), flush=True)
        counts[program, path.suffix[1:], row["good"]] += 1
        wrong += not row["good"]

    references, files = {}, []
    for run in args.runs:
        own = exported(run, folder, args.size)
        files += own
        reference = references[run.name] = Reference(own[0])
        for path in own:
            file_format = path.suffix[1:]
            if file_format != "usdz" and (file_format != "3mf" or has("lxml")):
                tell(path, "trimesh", by_trimesh(path, file_format, reference))
            if shutil.which("assimp") and file_format != "usdz":
                tell(path, "assimp", by_assimp(path, file_format, reference))
            if file_format == "usdz" and has("pxr"):
                tell(path, "usd", by_usd(path, reference))
            if file_format == "3mf" and has("lib3mf"):
                tell(path, "lib3mf", by_lib3mf(path))
            if file_format in PRINTED and shutil.which("prusa-slicer"):
                tell(path, "prusa-slicer", by_prusa_slicer(path, 1000 * np.ptp(reference.points[:, 1])))
        path, told = with_flat_base(run, folder, args.size)
        tell(path, "base", by_base(path, told))
        if shutil.which("prusa-slicer"):
            tell(path, "prusa-slicer", by_prusa_slicer(path, np.ptp(trimesh.load(path, force="mesh").vertices[:, 2])))
    blenders = {"blender": ["blender", "-b", "--python-use-system-env", "-P"]} if shutil.which("blender") else {}
    if has("bpy"):
        blenders["bpy"] = [sys.executable]
    for program, command in blenders.items():
        for path, row in by_blender(command, files, references):
            tell(path, program, row)
    for (program, file_format, good), count in sorted(counts.items()):
        print(f"{program:14}{file_format:6}{'right' if good else 'WRONG':7}{count}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
