"""First weights of a model from those of an earlier one: a checkpoint of train.py, or the folder of a shipped model."""

import json
import zlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from model import GEOMETRY

# Layers with as many channels as the finest level, and those that read or write folded pixels: what of the two each of their axes is.
FINE = "fine"
CELLS = "cells"
AXES = {
    "enter.weight": (FINE, CELLS), "enter.bias": (FINE,),
    **{f"fine_down.{name}": axes for name, axes in {
        "norm1.weight": (FINE,), "norm1.bias": (FINE,), "conv1.weight": (FINE, FINE), "conv1.bias": (FINE,), "affine.weight": ((FINE, FINE), None),
        "affine.bias": ((FINE, FINE),), "norm2.weight": (FINE,), "norm2.bias": (FINE,), "conv2.weight": (FINE, FINE), "conv2.bias": (FINE,),
    }.items()},
    "halve.weight": (None, FINE),
    "refine.weight": (FINE, None), "refine.bias": (FINE,),
    **{f"fine_up.{name}": axes for name, axes in {
        "norm1.weight": ((FINE, FINE),), "norm1.bias": ((FINE, FINE),), "conv1.weight": (FINE, (FINE, FINE)), "conv1.bias": (FINE,),
        "affine.weight": ((FINE, FINE), None), "affine.bias": ((FINE, FINE),), "norm2.weight": (FINE,), "norm2.bias": (FINE,),
        "conv2.weight": (FINE, FINE), "conv2.bias": (FINE,), "skip.weight": (FINE, (FINE, FINE)), "skip.bias": (FINE,),
    }.items()},
    "norm.weight": (FINE,), "norm.bias": (FINE,),
    "gain.weight": (CELLS, None), "gain.bias": (CELLS,), "head.weight": (CELLS, (FINE, CELLS)), "head.bias": (CELLS,),
}


def warm_start(model, vocabulary, path):
    """Copies into `model` what of the earlier model fits by name and shape, its words among the `vocabulary` included. A model of colour at half the size
    and with a narrower finest level is fitted in: at first the new one draws what that drew, twice as large. Returns the share of the parameters that
    come from it."""
    weights, words = shipped(Path(path)) if Path(path).is_dir() else checkpoint(path)
    own = model.state_dict()
    embed = own["text.embed.weight"].clone()
    theirs = weights.pop("text.embed.weight")
    if theirs.shape[1] == embed.shape[1]:
        embed[0] = theirs[0]
        for number, word in enumerate(words):
            if word in vocabulary:
                embed[vocabulary.index(word) + 1] = theirs[number + 1]
        weights["text.embed.weight"] = embed
    if weights["enter.weight"].shape != own["enter.weight"].shape:
        maps = {FINE: widened(len(weights["enter.weight"]), model.config.fine), CELLS: refolded(model.config.fold), None: None}
        for name, axes in AXES.items():
            weights[name] = fitted(weights[name], own[name], axes, maps)
    fitting = {name: value for name, value in weights.items() if name in own and own[name].shape == value.shape}
    model.load_state_dict(fitting, strict=False)
    return sum(value.numel() for value in fitting.values()) / sum(value.numel() for value in own.values())


def recall(model, vocabulary, path, share):
    """Moves `model`, which has been trained on from the model at `path`, back towards that: its trunk by `share`, what it makes of words all the way. Training
    at a high rate loses what the earlier model had learned from many more pictures; a mixture of both has most of either (Wortsman et al. 2022)."""
    earlier = type(model)(model.config)
    if warm_start(earlier, vocabulary, path) < 1:
        raise SystemExit(f"{path} lacks parts of this model, which can't be moved back to what they were")
    near_pixels = tuple({name.split(".")[0] for name in AXES})
    for (name, own), before in zip(model.state_dict().items(), earlier.state_dict().values()):
        if own.is_floating_point() and not name.startswith(near_pixels):
            own.lerp_(before.to(own.device), 1.0 if name.startswith(("text", "sentence")) else share)


def widened(before, after):
    """Of each new channel: the old one that it is, or -1."""
    return torch.where(torch.arange(after) < before, torch.arange(after), -1)


def refolded(fold):
    """Of each channel of folded cells, colours and then geometry: the channel of colours folded by `fold` / 2, of pixels twice as large, that it is part of."""
    channel, y, x = torch.meshgrid(torch.arange(3), torch.arange(fold), torch.arange(fold), indexing="ij")
    half = fold // 2
    colour = channel * half**2 + y // 2 * half + x // 2
    return torch.cat([colour.flatten(), torch.full((GEOMETRY * half**2,), -1)])


def fitted(old, new, axes, maps):
    """`new` with `old` in the places that its axes say. New inputs of what is old have no weight yet; an old pixel as an input is the mean of four; what new
    channels take from their inputs stays as it was at random."""
    out = new.clone()
    indices, shares = [], []
    for axis, size in enumerate(new.shape):
        kinds = axes[axis] if axis < len(axes) else None
        kinds = kinds if isinstance(kinds, tuple) else (kinds,)
        index, share, offset = [], [], 0
        for kind in kinds:
            places = torch.arange(size) if maps[kind] is None else maps[kind]
            index.append(torch.where(places < 0, -1, places + offset))
            share.append(torch.full((len(places),), 0.25 if kind == CELLS and axis == 1 else 1.0))
            offset += int(places.max()) + 1
        indices.append(torch.cat(index))
        shares.append(torch.cat(share))
    is_old = indices[0] >= 0
    picked = old
    for axis, (index, share) in enumerate(zip(indices, shares)):
        picked = picked.index_select(axis, index.clamp_min(0))
        shape = [-1 if k == axis else 1 for k in range(new.ndim)]
        picked = picked * ((index >= 0).float() * (share if axis else 1)).view(shape)
    out[is_old] = picked[is_old]
    return out


def checkpoint(path):
    """Weights and vocabulary of a checkpoint of train.py."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    return dict(state["average"]), json.loads(state["dataset"])["vocabulary"]


def shipped(folder):
    """Weights and vocabulary of a folder that export.py wrote."""
    return stored_weights(read_model(folder)), json.loads((folder / "prior.json").read_text())["vocabulary"]


def read_model(folder):
    """Bytes of a folder's model. Version 5 has a `model.patch` beside it: deflated, what to add to each byte, modulo 256."""
    model = (folder / "model.onnx").read_bytes()
    patch = folder / "model.patch"
    if not patch.exists():
        return model
    return (np.frombuffer(model, np.uint8) + np.frombuffer(zlib.decompress(patch.read_bytes()), np.uint8)).tobytes()


def stored_weights(model):
    """Weights {name: tensor} of a model of those bytes: the inverse of export.py's `shrink_weights`."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load_from_string(model).graph.initializer}
    weights = {}
    for name, value in stored.items():
        base, _, kind = name.rpartition(".")
        if kind == "steps":
            weights[base] = value * stored[f"{base}.scale"]
        elif kind == "half":
            weights[base] = value
        elif kind != "scale":
            weights[name] = value
    return {name.removeprefix("prior."): torch.tensor(value, dtype=torch.float32) for name, value in weights.items() if name.startswith("prior.")}
