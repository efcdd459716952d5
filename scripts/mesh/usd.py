"""Whether our reader of USD's text puts things where Pixar's library does: `python scripts/mesh/usd.py [--stages 20] [--seed 3]`

Random trees of cubes, with operations of every kind on them, written by USD itself: `check --json` must find the
same triangles, in a box of the same size. Prints a line for each, and exits with 1 when one differs. Needs
`usd-core`, and Node.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from pxr import Gf, Usd, UsdGeom

ROOT = pathlib.Path(__file__).resolve().parents[2]
POINTS = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)]
CORNERS = [3, 2, 1, 0, 4, 5, 6, 7, 0, 1, 5, 4, 1, 2, 6, 5, 2, 3, 7, 6, 3, 0, 4, 7]
SAME = 1e-5


def between(most):
    return random.uniform(-most, most)


def vector(most, kind=Gf.Vec3f):
    return kind(between(most), between(most), between(most))


def turn():
    return Gf.Rotation(vector(1, Gf.Vec3d).GetNormalized(), between(180))


def operations(prim):
    """Ways to place a prim, each for one of its own."""
    order = random.choice(["XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"])
    return [
        lambda: prim.AddTranslateOp(opSuffix=random.choice(["", "pivot"])).Set(vector(5, Gf.Vec3d)),
        lambda: prim.AddScaleOp().Set(vector(1)),
        lambda: getattr(prim, f"AddRotate{random.choice('XYZ')}Op")().Set(between(180)),
        lambda: getattr(prim, f"AddRotate{order}Op")(opSuffix="turn").Set(vector(180)),
        lambda: prim.AddOrientOp().Set(Gf.Quatf(turn().GetQuat())),
        lambda: prim.AddTransformOp().Set(Gf.Matrix4d().SetRotate(turn()) * Gf.Matrix4d().SetTranslate(vector(1, Gf.Vec3d))),
    ]


def make(path):
    """Writes a stage. Returns its triangles, and the edges of the box around it."""
    stage = Usd.Stage.CreateInMemory()
    UsdGeom.SetStageUpAxis(stage, random.choice("YZ"))
    UsdGeom.SetStageMetersPerUnit(stage, 1)
    parents = ["/Root"]
    UsdGeom.Xform.Define(stage, "/Root")
    for i in range(8):
        place = f"{random.choice(parents)}/Prim{i}"
        if i > 0 and random.random() < 0.5:
            prim = UsdGeom.Xform.Define(stage, place)
            parents.append(place)
        else:
            prim = UsdGeom.Mesh.Define(stage, place)
            prim.CreatePointsAttr(POINTS)
            prim.CreateFaceVertexCountsAttr([4] * 6)
            prim.CreateFaceVertexIndicesAttr(CORNERS)
            prim.CreateSubdivisionSchemeAttr("none")
        for operation in random.sample(operations(prim), 3):
            operation()
    stage.Export(str(path))
    cache = UsdGeom.XformCache()
    meshes = [prim for prim in stage.Traverse() if prim.IsA(UsdGeom.Mesh)]
    points = [cache.GetLocalToWorldTransform(prim).Transform(Gf.Vec3d(point)) for prim in meshes for point in POINTS]
    return 12 * len(meshes), [max(p[k] for p in points) - min(p[k] for p in points) for k in range(3)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{folder}/{i}.usda" for i in range(options.stages)]
        expected = [make(file) for file in files]
        command = ["node", str(ROOT / "scripts/launch.mjs"), "check", "--json", *files]
        found = [json.loads(line)["figures"] for line in subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout.splitlines()]
    wrong = 0
    for (triangles, edges), figures in zip(expected, found, strict=True):
        apart = max(abs(a - b) for a, b in zip(edges, figures["size"]["box"]))
        right = triangles == figures["triangles"] and apart < SAME * max(edges)
        wrong += not right
        print(f"{'right' if right else 'WRONG'} | {figures['triangles']} triangles of {triangles}, edges {apart:.1e} apart")
    print(f"{wrong} of {len(expected)} stages are wrong")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
