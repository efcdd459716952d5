"""Writes the trained prior, with its model card, where the product finds it: `python scripts/prior/export.py --out assets/embedded-prior`.

Weights are stored as float16, or the large ones as int8 with a scale for each row or column, and made float32 once by ONNX Runtime when it folds constants;
inputs and outputs are float32.
"""

import argparse
import hashlib
import json
import os
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from model import GEOMETRY, GEOMETRY_SCALE, SIGMA_DATA, ModelConfig, Prior
from model_card import model_card
from warm import stored_weights

# Noise levels to trust the model at: with P_MEAN and P_STD of train.py, 0.1 % of those that training draws lie below and 7 % above.
SIGMAS = (0.04, 60)

# Matrices with fewer elements than this stay float16 among int8 weights: they weigh nothing, and some, such as the head, are where rounding shows most.
SMALLEST_INT8 = 16384

# Of the 127 that int8 holds. Six bits a weight compress to 4.0 MB instead of 5.0 in git and in a package.
STEPS = 31
# The layers between the trunk and the pixels keep all of int8: at six bits they shifted whole objects by -1.3 of 255 in green and -0.9 in red at noise 0.1,
# which every step of mean shift adds to, until what is brown is plum.
FULL_STEPS = 127
NEAR_PIXELS = ("prior.fine", "prior.refine", "prior.grow", "prior.up", "prior.head", "prior.enter")

INPUTS = ["colour", "geometry", "sigma", "tokens", "view", "light", "background", "views"]
OUTPUTS = ["cleanColour", "cleanGeometry"]


class Shipped(nn.Module):
    """The prior with the product's interface: colour [n, size, size, 3], geometry [n, size / 2, size / 2, GEOMETRY]."""

    def __init__(self, prior):
        super().__init__()
        self.prior = prior

    def forward(self, colour, geometry, sigma, tokens, view, light, background, views):
        clean = self.prior(colour.permute(0, 3, 1, 2), geometry.permute(0, 3, 1, 2), sigma, tokens, view, light, background, views[0])
        return tuple(part.permute(0, 2, 3, 1) for part in clean)


def example_inputs(info, n, views):
    """Inputs of `Shipped`, random but the same each time: `n` pictures in groups of `views`."""
    size, length = info["size"], info["tokenLength"]
    g = torch.Generator().manual_seed(n)
    tokens = torch.randint(0, len(info["vocabulary"]), (n, length), generator=g)
    return (
        torch.randn(n, size, size, 3, generator=g), torch.randn(n, size // 2, size // 2, GEOMETRY, generator=g), torch.rand(n, generator=g) + 0.1, tokens,
        torch.randn(n, 8, generator=g), torch.randn(n, 3, generator=g), torch.rand(n, 3, generator=g), torch.tensor([views]),
    )


def shrink_weights(model, kind):
    """Stores float32 initialisers of some size as float16 or int8, followed by the nodes that make them float32 again."""
    graph = model.graph
    nodes = []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or np.prod(tensor.dims) < 64:
            continue
        value = numpy_helper.to_array(tensor)
        graph.initializer.remove(tensor)
        if kind == "int8" and value.ndim >= 2 and value.size >= SMALLEST_INT8:
            steps, scale = quantise(value, FULL_STEPS if tensor.name.startswith(NEAR_PIXELS) else STEPS)
            graph.initializer.append(numpy_helper.from_array(steps, tensor.name + ".steps"))
            graph.initializer.append(numpy_helper.from_array(scale, tensor.name + ".scale"))
            nodes.append(helper.make_node("Cast", [tensor.name + ".steps"], [tensor.name + ".float"], to=TensorProto.FLOAT))
            nodes.append(helper.make_node("Mul", [tensor.name + ".float", tensor.name + ".scale"], [tensor.name]))
        else:
            graph.initializer.append(numpy_helper.from_array(value.astype(np.float16), tensor.name + ".half"))
            nodes.append(helper.make_node("Cast", [tensor.name + ".half"], [tensor.name], to=TensorProto.FLOAT))
    for node in reversed(nodes):
        graph.node.insert(0, node)


def quantise(value, most):
    """int8 steps in ±`most`, and the float32 scale to multiply them with, one for each index of the first or second axis: whichever loses less."""
    best = None
    for axis in (0, 1):
        others = tuple(k for k in range(value.ndim) if k != axis)
        scale = np.maximum(np.abs(value).max(axis=others, keepdims=True) / most, 1e-12).astype(np.float32)
        steps = np.rint(value / scale).astype(np.int8)
        error = ((steps * scale - value) ** 2).mean()
        if best is None or error < best[0]:
            best = error, steps, scale
    return best[1:]


def save_onnx(module, inputs, names, outputs, path, dynamic=None, weights="float16"):
    """Exports to ONNX with a dynamic first axis, shrinks the weights, and returns the file's bytes."""
    dynamic = dynamic or {name: {0: "n"} for name in names + outputs}
    torch.onnx.export(
        module, inputs, str(path), input_names=names, output_names=outputs, dynamic_axes=dynamic,
        opset_version=17, dynamo=False, do_constant_folding=False,
    )
    model = onnx.load(str(path))
    shrink_weights(model, weights)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
    return Path(path).read_bytes()


def training_of(path):
    """Pictures and seconds that the weights of a checkpoint, or of a shipped model's folder, were trained for."""
    if os.path.isdir(path):
        card = json.loads((Path(path) / "prior.json").read_text())
        return card["trainedPictures"], card["trainedSeconds"]
    state = torch.load(path, map_location="cpu", weights_only=True)
    return state["seen"], state["seconds"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default=".cache/prior/run")
    parser.add_argument("--out", default="assets/embedded-prior")
    parser.add_argument("--version", default="1")
    parser.add_argument("--weights", choices=("float16", "int8"), default="float16", help="how large weights are stored")
    parser.add_argument("--warm", nargs="*", default=[], help="checkpoints, or folders of shipped models, that the run's first weights came from: their pictures and seconds count too")
    parser.add_argument("--machine", default="two CPU cores", help="what it was trained on, for the model card")
    parser.add_argument("--weaknesses", default="None written down yet.", help="text for the model card, or a file that holds it")
    parser.add_argument("--evaluation", help="file of what `yarn -s bench prior --json` printed about this model")
    args = parser.parse_args()
    load = lambda path: torch.load(path, map_location="cpu", weights_only=True)
    state = load(Path(args.run) / "checkpoint.pt")
    pictures, seconds = map(sum, zip((state["seen"], state["seconds"]), *(training_of(path) for path in args.warm)))
    info = json.loads(state["dataset"])
    prior = Prior(ModelConfig(**state["config"]))
    prior.load_state_dict(state["average"])
    prior.eval()
    shipped = Shipped(prior)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    dynamic = {name: {0: "n"} for name in INPUTS[:-1] + OUTPUTS}
    model = save_onnx(shipped, example_inputs(info, 8, 4), INPUTS, OUTPUTS, out / "model.onnx", dynamic, args.weights)

    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before it loads
    import onnxruntime

    session = onnxruntime.InferenceSession(model)
    prior.load_state_dict(stored_weights(model), strict=False)
    for n, views in ((8, 4), (4, 4), (6, 2), (3, 1), (8, 8)):
        inputs = example_inputs(info, n, views)
        with torch.no_grad():
            expected = shipped(*inputs[:-1], [views])
        got = session.run(None, {name: value.numpy() for name, value in zip(INPUTS, inputs)})
        apart = np.concatenate([(one - other.numpy()).ravel() for one, other in zip(got, expected)])
        print(f"{n} pictures, {views} views: difference to PyTorch {np.sqrt((apart**2).mean()):.1e}, at most {np.abs(apart).max():.1e}")
        assert np.sqrt((apart**2).mean()) < 2e-3
    sha256 = hashlib.sha256(model).hexdigest()
    (out / "prior.json").write_text(json.dumps({
        "name": "embedded",
        "version": args.version,
        "sha256": sha256,
        "imageSize": info["size"],
        "geometryScale": GEOMETRY_SCALE,
        "tokenLength": info["tokenLength"],
        "sigmaMin": SIGMAS[0],
        "sigmaMax": SIGMAS[1],
        "sigmaData": SIGMA_DATA,
        "trainedPictures": pictures,
        "trainedSeconds": round(seconds),
        "trainingObjects": info["objects"],
        "vocabulary": info["vocabulary"],
        "colours": info["colours"],
        "materials": info["materials"],
        "concepts": info["concepts"],
    }, indent=1) + "\n")
    (out / "README.md").write_text(model_card(
        version=args.version,
        sha256=sha256,
        megabytes=len(model) / 2**20,
        weights=args.weights,
        parameters=sum(p.numel() for p in prior.parameters()),
        config=state["config"],
        info=info,
        sigmas=SIGMAS,
        training={"pictures": pictures, "seconds": seconds, "machine": args.machine},
        weaknesses=Path(args.weaknesses).read_text().strip() if os.path.isfile(args.weaknesses) else args.weaknesses,
        evaluation=args.evaluation,
    ))
    print(f"{len(model) / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
