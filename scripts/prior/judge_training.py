"""What the judges' trainings have in common: optimisers, checkpoints, and the files that the product finds them in."""

import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import torch

from export import save_onnx
from muon import Muon

BATCH = 64


def judge_parser(description, name, *, data, pictures, precision):
    """Options of both. name: of the checkpoint"""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", default=f".cache/prior/data/{data}")
    parser.add_argument("--test", default=".cache/prior/data/test")
    parser.add_argument("--out", default="assets/judge")
    parser.add_argument("--pictures", type=int, default=pictures)
    parser.add_argument("--checkpoint", default=f".cache/prior/{name}.pt", help="written every few minutes; training goes on from it when it is there")
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default=precision, help="of convolutions and matrix products in training")
    return parser


def train_judge(judge, loss_of, *, ends, pictures, checkpoint, seed):
    """Muon for the weights of the trunk, AdamW for the rest, the rate falling to zero.

    loss_of: (numpy generator, torch generator) -> the loss of a batch of BATCH pictures; ends: prefixes of the first layers and the heads
    """
    steps = pictures // BATCH
    matrices = [p for name, p in judge.named_parameters() if p.ndim >= 2 and not name.startswith(ends)]
    rest = [p for p in judge.parameters() if all(p is not m for m in matrices)]
    optimisers = [torch.optim.AdamW(rest, lr=2e-3, weight_decay=0.02), Muon(matrices, lr=0.01)]
    schedules = [torch.optim.lr_scheduler.LambdaLR(o, lambda step: min(1, (step + 1) / 100) * (1 - step / steps)) for o in optimisers]
    parts = [judge, *optimisers, *schedules]
    first = 0
    if Path(checkpoint).exists():
        state = torch.load(checkpoint, weights_only=True)
        for part, saved in zip(parts, state["parts"]):
            part.load_state_dict(saved)
        first = state["step"]
        print(f"goes on from step {first}", flush=True)
    rng = np.random.default_rng([seed, first])
    generator = torch.Generator().manual_seed(seed + first)
    began = time.time()
    for step in range(first, steps):
        loss = loss_of(rng, generator)
        judge.zero_grad()
        loss.backward()
        for part in optimisers + schedules:
            part.step()
        if step % 100 == 99:
            print(f"{step + 1}/{steps}  loss {loss.item():.3f}  {BATCH * (step + 1 - first) / (time.time() - began):.0f}/s", flush=True)
        if step % 1000 == 999 or step + 1 == steps:
            torch.save({"parts": [part.state_dict() for part in parts], "step": step + 1}, checkpoint)
    judge.eval()


def write_judge(shipped, out, name, *, size, outputs, concepts, pictures, held_out):
    """NAME.onnx, and NAME.json, which says what it is. held_out: its figures on held-out pictures"""
    print(held_out)
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    model = save_onnx(shipped, (torch.rand(2, size, size, 3),), ["pictures"], outputs, out / f"{name}.onnx", weights="int8")
    card = {"sha256": hashlib.sha256(model).hexdigest(), "imageSize": size, "concepts": concepts, "pictures": pictures, "heldOut": held_out}
    (out / f"{name}.json").write_text(json.dumps(card, indent=1) + "\n")
