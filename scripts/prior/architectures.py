"""Compares networks for the prior after equal training: `python scripts/prior/architectures.py`.

Each sees as many pictures, with the same seed and schedule, in a run of its own, which goes on where it was stopped. Prints a table: parameters,
pictures of training a second, milliseconds an evaluation of eight pictures takes in ONNX Runtime, held-out squared error by noise level.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import onnxruntime
import torch

from data import Pictures
from export import INPUTS, OUTPUTS, Shipped, example_inputs, save_onnx
from held_out import held_out
from model import ModelConfig, make_prior

# What fits the budget of 150 ms an evaluation with room to spare, on two CPU cores.
NETWORKS = {
    "UNet, 3 convolutional blocks of 160": ["deep_blocks=3"],
    "UNet, 5 convolutional blocks of 160": ["deep_blocks=5"],
    "UNet around a transformer, 5 blocks of 256": ["deep=256", "deep_blocks=5", "deep_kind=mlp"],
    "transformer on 8x8 patches, 6 blocks of 256": ["deep=256", "deep_blocks=6", "deep_kind=mlp", "shell=patch"],
}
TIMED_CALLS = 40


def milliseconds(model, info):
    """Median time of an evaluation of eight views of one object in ONNX Runtime, on as many threads as it takes."""
    inputs = example_inputs(info, 8, 8)
    with tempfile.TemporaryDirectory() as folder:
        save_onnx(Shipped(model), inputs, INPUTS, OUTPUTS, Path(folder) / "model.onnx")
        session = onnxruntime.InferenceSession(str(Path(folder) / "model.onnx"))
    values = {name: value.numpy() for name, value in zip(INPUTS, inputs)}
    times = []
    for _ in range(TIMED_CALLS):
        began = time.perf_counter()
        session.run(None, values)
        times.append(time.perf_counter() - began)
    return 1000 * sorted(times)[TIMED_CALLS // 2]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=".cache/prior/data/train")
    parser.add_argument("--test", default=".cache/prior/data/test")
    parser.add_argument("--runs", default=".cache/prior/architectures")
    parser.add_argument("--pictures", type=int, default=32_000, help="pictures that each network sees")
    args = parser.parse_args()
    rows = []
    for name, settings in NETWORKS.items():
        run = Path(args.runs) / "-".join([*settings, str(args.pictures)]).replace("=", "")
        subprocess.run(
            [
                sys.executable, str(Path(__file__).with_name("train.py")), "--data", args.data, "--test", "none", "--run", str(run),
                "--pictures", str(args.pictures), "--decay", "0.5", "--set", *settings,
            ],
            check=True,
        )
        state = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
        if state["seen"] < args.pictures:
            sys.exit(f"{run} was stopped at {state['seen']} pictures; call again to go on")
        model = make_prior(ModelConfig(**state["config"]))
        model.load_state_dict(state["average"])
        model.eval()
        rows.append({
            "network": name,
            "parameters": round(sum(p.numel() for p in model.parameters()) / 1e6, 2),
            "trainingPicturesPerSecond": round(state["seen"] / state["seconds"], 1),
            "msPerEvaluationBatch8": round(milliseconds(model, json.loads(state["dataset"])), 1),
            "heldOut": held_out(model, Pictures(args.test, "cpu")),
        })
    levels = list(rows[0]["heldOut"])
    print(f"| network | M parameters | pictures/s | ms | {' | '.join(f'error at {level}' for level in levels)} |")
    print("|---" * (4 + len(levels)) + "|")
    for row in rows:
        *facts, errors = row.values()
        print(f"| {' | '.join(str(value) for value in [*facts, *errors.values()])} |")
    print(json.dumps({"pictures": args.pictures, "rows": rows}))


if __name__ == "__main__":
    main()
