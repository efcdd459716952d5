"""A new model as a patch of the shipped one: `model.patch` beside `model.onnx` holds, deflated, what to add to each of its bytes, modulo 256. What is
committed under assets/ stays in the history for good; a patch is a quarter of a model."""

import zlib
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

# Weights change by whole multiples of so many of the steps that they are stored in: half of a weight's root mean square where there are 31 steps, and a
# quarter near the pixels, where there are 127. As coarse as that costs nothing when the training knows of it: version 5 is better rounded so than unrounded, and
# worse when rounded more finely.
UNIT, UNIT_NEAR_PIXELS = 4, 8
# The layers between the trunk and the pixels, where rounding shows most.
NEAR_PIXELS = ("prior.fine", "prior.refine", "prior.grow", "prior.up")
# Changes of float16 weights are multiples of so many units of their last place: half a percent.
HALF_UNIT = 8
# Most units that a weight moves.
MOST = 15


def unit_of(name):
    return UNIT_NEAR_PIXELS if name.startswith(NEAR_PIXELS) else UNIT


class Patched:
    """Training of a model that will be a patch of the shipped one in `folder`, which it starts from: its weights stay in a ball around their first values, of
    `share` of their norm, and what they change by is rounded as the patch will round it, straight through (Bengio et al. 2013)."""

    def __init__(self, model, folder, share):
        own = dict(model.named_parameters())
        stored = initialisers(onnx.load(Path(folder) / "model.onnx"))
        tensor = lambda name: torch.tensor(numpy_helper.to_array(stored[name]), dtype=torch.float32)
        self.weights = []
        for name in [name.removesuffix(".steps") for name in stored if name.endswith(".steps")]:
            parameter = own[name.removeprefix("prior.")]
            scale = tensor(f"{name}.scale")
            first = (tensor(f"{name}.steps") * scale).to(parameter.device)
            self.weights.append((parameter, first, (unit_of(name) * scale).to(parameter.device), share * first.norm()))

    @torch.no_grad()
    def round(self):
        """Rounds the weights. Returns what `restore` wants."""
        before = []
        for parameter, first, unit, _ in self.weights:
            exact = parameter.clone()
            parameter.copy_(first + ((exact - first) / unit).round().clamp(-MOST, MOST) * unit)
            before.append(exact - parameter)
        return before

    @torch.no_grad()
    def restore(self, before):
        """Gives the weights back what rounding took, on top of what they have changed by since."""
        for (parameter, *_), taken in zip(self.weights, before):
            parameter.add_(taken)

    @torch.no_grad()
    def pull_back(self):
        """Back into the ball."""
        for parameter, first, _, most in self.weights:
            away = parameter - first
            parameter.copy_(first + away * (most / away.norm().clamp_min(1e-12)).clamp(max=1))


def read_model(folder):
    """Bytes of a folder's model, with its patch."""
    model = (Path(folder) / "model.onnx").read_bytes()
    patch = Path(folder) / "model.patch"
    if not patch.exists():
        return model
    return (np.frombuffer(model, np.uint8) + np.frombuffer(zlib.decompress(patch.read_bytes()), np.uint8)).tobytes()


def make_patch(base, weights):
    """(bytes of the new model, bytes of the patch): arrays `weights` {name: array} in place of those of the model of bytes `base`, which has to have been
    stored with int8."""
    model = onnx.load_from_string(base)
    stored = initialisers(model)
    for name, tensor in stored.items():
        of, _, kind = name.rpartition(".")
        before = numpy_helper.to_array(tensor)
        if kind == "steps":
            unit = unit_of(of)
            wanted = weights[of] / numpy_helper.to_array(stored[f"{of}.scale"]) - before
            after = before + unit * np.rint(wanted / unit).clip(-MOST, MOST)
            tensor.raw_data = np.where(np.abs(after) > 127, before, after).astype(np.int8).tobytes()
        elif kind == "half":
            tensor.raw_data = near_half(before, weights[of]).tobytes()
    after = model.SerializeToString()
    assert len(after) == len(base)
    difference = np.frombuffer(after, np.uint8) - np.frombuffer(base, np.uint8)
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS, 9, zlib.Z_HUFFMAN_ONLY)
    return after, packer.compress(difference.tobytes()) + packer.flush()


def initialisers(model):
    return {tensor.name: tensor for tensor in model.graph.initializer}


def near_half(before, after):
    """float16 `before` whose bits are changed by multiples of HALF_UNIT, to what is near `after`; `after` itself where the sign is another."""
    bits, wanted = before.view(np.uint16).astype(int), after.astype(np.float16).view(np.uint16).astype(int)
    near = bits + np.rint((wanted - bits) / HALF_UNIT).astype(int) * HALF_UNIT
    return np.where((bits ^ wanted) & 0x8000, wanted, near).astype(np.uint16).view(np.float16)
