"""Batches from the folders that make-data.ts writes: light, background and captions are drawn here."""

import json
import math
from pathlib import Path

import numpy as np
import torch

from model import GEOMETRY_SCALE

AMBIENT = 0.35  # the same share as AMBIENT_LIGHT in packages/core/src/view.ts
SHADING_SHARES = (0.8, 0.12, 0.08)  # albedo, which is what runs ask for unless told otherwise, lambertian, textureless


class Pictures:
    """A data set: in memory-mapped files where the device is the CPU, in a GPU's memory as a whole otherwise."""

    def __init__(self, folder, device="cpu"):
        folder = Path(folder)
        self.info = info = json.loads((folder / "dataset.json").read_text())
        n, v, size = info["objects"], info["views"], info["size"]
        self.device = device
        self.pictures = self.mapped(folder / "pictures.u8", (n, v, 7, size, size))
        self.points = self.mapped(folder / "points.u8", (n, v, 3, size // 2, size // 2))
        self.bodies = self.mapped(folder / "bodies.u8", (n, v, size * size // 4))
        self.cameras = torch.from_numpy(np.fromfile(folder / "cameras.f32", np.float32).reshape(n, v, 4)).to(device)
        tokens = np.fromfile(folder / "tokens.u16", np.uint16).reshape(n, info["captions"], info["tokenLength"])
        self.tokens = torch.from_numpy(tokens.astype(np.int64)).to(device)
        names = info["labels"]
        table = np.fromfile(folder / "labels.u8", np.uint8).reshape(n, len(names)).astype(np.int64)
        table[table == info["none"]] = -1
        self.labels = {name: table[:, k] for k, name in enumerate(names)}
        concept, second = self.labels["concept"], self.labels["second"]
        self.has_front = np.array([c["symmetry"] for c in info["concepts"]])[concept] != 0
        self.is_scene = second >= 0
        golden = self.labels["material"] == info["materials"].index("golden")
        self.has_one_colour = ((self.labels["material"] < 0) | golden) & (self.labels["pattern"] < 0)
        words = np.array([len(c["name"].split()) for c in info["concepts"]])
        nouns = words[concept] + np.where(self.is_scene, 1 + words[second], 0)
        self.is_bare = (tokens > 0).sum(2).min(1) <= nouns
        self.is_plain = (self.labels["material"] < 0) & (self.labels["pattern"] < 0) & ~self.is_scene

    def emphasis(self, front, scene, plain, bare):
        """How often to draw each object, for `batch`: those with a front, scenes of two, objects without material and pattern, and what
        nouns alone bring to mind are drawn so many times as often as others. All of that is said in captions, so what a caption means
        stays the same."""
        weights = np.where(self.has_front, front, 1) * np.where(self.is_scene, scene, 1) * np.where(self.is_plain, plain, 1) * np.where(self.is_bare, bare, 1)
        return weights.cumsum()

    def mapped(self, path, shape):
        return torch.from_numpy(np.memmap(path, np.uint8, "c", shape=shape)).to(self.device)

    def batch(self, rng, objects, views, drop_text=0.0, drop_view=0.0, shading=None, emphasis=None, background=None):
        """`views` pictures each of `objects` random objects: a dict of tensors, n = objects * views pictures, in the
        order object by object. `rng` is a numpy Generator; `shading` 0, 1 or 2 fixes the mode; `emphasis` as from the method of
        that name, all alike when absent. `background`: a grey in [0, 1] behind all, drawn when absent."""
        count = self.info["views"]
        if emphasis is None:
            which = rng.integers(0, len(self.pictures), objects)
        else:
            which = np.searchsorted(emphasis, rng.random(objects) * emphasis[-1], side="right")
        first = rng.integers(0, count, objects)
        spread = rng.random(objects) < 0.5
        chosen = np.stack([
            (f + np.arange(views) * (count // views)) % count if even and views > 1 and count % views == 0
            else rng.permutation(count)[:views]
            for f, even in zip(first, spread)
        ])
        device = self.device
        shown = torch.from_numpy(which)[:, None].to(device), torch.from_numpy(chosen).to(device)
        raw = self.pictures[shown].flatten(0, 1)
        cameras = self.cameras[shown].flatten(0, 1)
        n = objects * views

        per_object = lambda array: torch.from_numpy(np.repeat(array, views, axis=0)).to(device)
        mode = np.full(objects, shading) if shading is not None else rng.choice(3, objects, p=SHADING_SHARES)
        light = rng.normal(size=(objects, 3)).astype(np.float32)
        light[:, 1] = np.abs(light[:, 1]) + 0.3
        light /= np.linalg.norm(light, axis=1, keepdims=True)
        light[mode == 0] = 0
        # Half of the objects stand before another background in each view: that tells a see-through object from one of the background's colour.
        if background is None:
            behind = np.where(rng.random(objects)[:, None, None] < 0.5, backgrounds(rng, n).reshape(objects, views, 3), backgrounds(rng, objects)[:, None])
        else:
            behind = np.full((n, 3), background, np.float32)
        background_t = torch.from_numpy(behind.reshape(n, 3)).to(device)
        mode_t, light_t = per_object(mode), per_object(light)

        seen = raw[:, :4].float() / 255
        colour, alpha = seen[:, :3], seen[:, 3:]
        lit = (mode_t > 0).nonzero().flatten()  # few: the others are spared the work
        if len(lit):
            colour[lit] = shaded(colour[lit], alpha[lit], raw[lit, 4:], light_t[lit], mode_t[lit] == 2)
        clean = (colour + (1 - alpha) * background_t[:, :, None, None]) * 2 - 1

        said = rng.integers(0, self.tokens.shape[1], objects)
        untold = rng.random(objects) < drop_text
        told = torch.from_numpy(~untold).to(device)
        tokens = self.tokens[torch.from_numpy(which).to(device), torch.from_numpy(said).to(device)] * told[:, None]
        # Without a text no front is known either: all that the model is told of the world is turned about the vertical axis. So classifier-free
        # guidance brings out the text and the side that is asked for.
        turns = np.zeros(objects, np.float32)
        turns[untold] = rng.random(untold.sum()) * 2 * math.pi
        turn = per_object(turns)
        hidden = per_object((rng.random(objects) < drop_view).astype(np.float32))
        points = turned((self.points[shown].flatten(0, 1).float() - 128) / 127, turn[:, None, None])
        geometry = torch.cat([torch.nn.functional.avg_pool2d(alpha, 2), points], 1) * GEOMETRY_SCALE
        return {
            "clean": clean.contiguous(memory_format=torch.channels_last),
            "geometry": geometry.contiguous(memory_format=torch.channels_last),
            "tokens": tokens.repeat_interleave(views, 0),
            "view": view_vector(cameras[:, 0] + turn, *cameras[:, 1:].unbind(1), mode_t, hidden),
            "light": turned(light_t, turn),
            "background": background_t,
            "label": per_object(self.labels["concept"][which]),
            "second": per_object(self.labels["second"][which]),
            "colour": per_object(self.labels["colour"][which]),
            "plain": per_object(self.is_plain[which]),
            "one_colour": per_object(self.has_one_colour[which]),
            "azimuth": cameras[:, 0],
            "alpha": alpha,
            "body": lambda: unpack_bodies(self.bodies[shown]).reshape(n, 1, *clean.shape[2:]),
        }


def shaded(albedo, alpha, normals, light, textureless):
    """Colours [n, 3, h, w], premultiplied by alpha as albedo is, in the light from `light` [n, 3]; white all over where `textureless` [n].
    normals: bytes [n, 3, h, w], 128 is zero."""
    normal = normals.float() - 128
    length = (normal**2).sum(1, keepdim=True).sqrt()  # faster than norm(dim=1)
    diffuse = ((normal * light[:, :, None, None]).sum(1, keepdim=True) / length.clamp_min(1e-4)).clamp_min(0)
    return (AMBIENT + (1 - AMBIENT) * diffuse) * torch.where(textureless[:, None, None, None], alpha, albedo)


def unpack_bodies(packed):
    """Two bits a pixel [..., pixels / 4] -> whose body each pixel shows [..., pixels]: 0 nobody's, 1 the first object's, 2 the second's."""
    shifts = torch.tensor([0, 2, 4, 6], dtype=torch.uint8, device=packed.device)
    return ((packed[..., None] >> shifts) & 3).flatten(-2)


def backgrounds(rng, n):
    """Colours [n, 3] in [0, 1]: white, grey or any."""
    colours = rng.random((n, 3)).astype(np.float32)
    kind = rng.random(n)
    colours[kind < 0.25] = 1
    grey = (kind >= 0.25) & (kind < 0.4)
    colours[grey] = colours[grey][:, :1]
    return colours


def turned(directions, turn):
    """Directions or points [n, 3, ...] turned about +y by angles [n, ...], counter-clockwise seen from above, as azimuths grow."""
    x, y, z = directions.unbind(1)
    return torch.stack([x * turn.cos() + z * turn.sin(), y, z * turn.cos() - x * turn.sin()], 1)


def view_vector(azimuth, elevation, distance, fov, mode, hidden):
    """[n, 8]: present, sin and cos of azimuth, elevation, apparent size, shading one-hot. Azimuth and elevation are zero when hidden."""
    present = 1 - hidden
    shading = torch.nn.functional.one_hot(mode.long(), 3).float()
    size = 1 / (distance * torch.tan(fov / 2))
    return torch.cat(
        [torch.stack([present, azimuth.sin() * present, azimuth.cos() * present, elevation * present, size], 1), shading], 1
    )
