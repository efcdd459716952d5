"""First weights of a model from those of an earlier one: a checkpoint of train.py, or the folder of a shipped model."""

import json
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from patch import read_model


def warm_start(model, vocabulary, path):
    """Copies into `model` what of the earlier model fits by name and shape, its words among the `vocabulary` included. Returns the share of
    the parameters that it filled."""
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
    fitting = {name: value for name, value in weights.items() if name in own and own[name].shape == value.shape}
    model.load_state_dict(fitting, strict=False)
    return sum(value.numel() for value in fitting.values()) / sum(value.numel() for value in own.values())


def checkpoint(path):
    """Weights and vocabulary of a checkpoint of train.py."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    return dict(state["average"]), json.loads(state["dataset"])["vocabulary"]


def shipped(folder):
    """Weights and vocabulary of a folder that export.py wrote."""
    return stored_weights(read_model(folder)), json.loads((folder / "prior.json").read_text())["vocabulary"]


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
