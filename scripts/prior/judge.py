"""Trains the judge: which concept does a picture show, and from which azimuth. It never sees the prior's training objects.

`python scripts/prior/judge.py --data .cache/prior/data/judge --test .cache/prior/data/test --out assets/judge`

One small network, two heads. Azimuth is known only up to the concept's symmetry of order n, so the second head learns (sin, cos) of n times
the azimuth; concepts of unlimited symmetry have no azimuth and are left out. Pictures are blurred, shifted, recoloured and made noisy, so
that the judge does not hang on the rasteriser's crispness. The features before the heads serve the Frechet distance.
"""

import argparse
import hashlib
import json
import math
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from data import Pictures
from export import save_onnx
from muon import Muon

FEATURES = 128


class Judge(nn.Module):
    """Pictures [n, size, size, 3] in [0, 1] -> concept logits [n, concepts], (sin, cos) of symmetry * azimuth [n, 2], features [n, 128]"""

    def __init__(self, concepts, width=32):
        super().__init__()
        layers, inputs = [], 12
        for outputs in (width, 2 * width, 3 * width, 4 * width):
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.GroupNorm(outputs // 16, outputs), nn.SiLU()]
            layers += [nn.Conv2d(outputs, outputs, 3, padding=1, stride=2), nn.GroupNorm(outputs // 16, outputs), nn.SiLU()]
            inputs = outputs
        self.body = nn.Sequential(*layers)
        self.mix = nn.Linear(inputs * 4, FEATURES)
        self.concept = nn.Linear(FEATURES, concepts)
        self.azimuth = nn.Linear(FEATURES, 2)

    def forward(self, pictures):
        x = F.pixel_unshuffle(pictures.permute(0, 3, 1, 2) * 2 - 1, 2)
        features = F.silu(self.mix(self.body(x).flatten(1)))
        return self.concept(features), self.azimuth(features), features


def disturb(x, generator):
    """Augments pictures [n, 3, h, w] in [0, 1]: scale and shift, blur, brightness and contrast, noise."""
    n = x.shape[0]
    r = lambda *shape: torch.rand(*shape, generator=generator)
    scale = 1 + 0.2 * (r(n) - 0.5)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = theta[:, 1, 1] = scale
    theta[:, :, 2] = 0.12 * (r(n, 2) - 0.5)
    x = F.grid_sample(x, F.affine_grid(theta, x.shape, align_corners=False), padding_mode="border", align_corners=False)
    small = F.interpolate(F.interpolate(x, scale_factor=0.5, mode="area"), scale_factor=2.0, mode="bilinear")
    amount = (r(n, 1, 1, 1) * 1.6 - 0.6).clamp_min(0)
    x = x + amount * (small - x)
    x = (x - 0.5) * (0.8 + 0.4 * r(n, 1, 1, 1)) + 0.5 + 0.15 * (r(n, 3, 1, 1) - 0.5)
    return x + 0.06 * r(n, 1, 1, 1) * torch.randn(x.shape, generator=generator)


def angles_apart(output, azimuth, order):
    """Degrees between the told and the true azimuth, up to the symmetry."""
    error = torch.atan2(output[:, 0], output[:, 1]) - azimuth * order
    return torch.atan2(error.sin(), error.cos()).abs() / order.clamp_min(1) * 180 / math.pi


def evaluate(judge, data, symmetry, batches=40):
    rng = np.random.default_rng(5)
    right = apart = told = total = 0
    with torch.no_grad():
        for _ in range(batches):
            batch = data.batch(rng, 32, 2, shading=0)
            logits, azimuth, _ = judge(((batch["clean"] + 1) / 2).permute(0, 2, 3, 1))
            right += (logits.argmax(1) == batch["label"]).sum().item()
            total += len(logits)
            order = symmetry[batch["label"]]
            near = angles_apart(azimuth, batch["azimuth"], order)[order > 0] < 45
            apart += near.sum().item()
            told += len(near)
    return {"accuracy": right / total, "within45": apart / told}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default=".cache/prior/data/judge")
    parser.add_argument("--test", default=".cache/prior/data/test")
    parser.add_argument("--out", default="assets/judge")
    parser.add_argument("--pictures", type=int, default=150_000)
    args = parser.parse_args()
    data, test = Pictures(args.data), Pictures(args.test)
    symmetry = torch.tensor([c["symmetry"] for c in data.info["concepts"]])
    torch.manual_seed(7)
    judge = Judge(len(symmetry))
    steps = args.pictures // 64
    matrices = [p for name, p in judge.named_parameters() if p.ndim >= 2 and name.startswith(("body", "mix")) and name != "body.0.weight"]
    rest = [p for p in judge.parameters() if all(p is not m for m in matrices)]
    optimisers = [torch.optim.AdamW(rest, lr=2e-3, weight_decay=0.02), Muon(matrices, lr=0.01)]
    schedules = [torch.optim.lr_scheduler.LambdaLR(o, lambda step: min(1, (step + 1) / 100) * (1 - step / steps)) for o in optimisers]
    rng = np.random.default_rng(11)
    generator = torch.Generator().manual_seed(11)
    began = time.time()
    for step in range(steps):
        batch = data.batch(rng, 32, 2, shading=0)
        pictures = disturb((batch["clean"] + 1) / 2, generator).permute(0, 2, 3, 1)
        logits, azimuth, _ = judge(pictures)
        order = symmetry[batch["label"]]
        true = torch.stack([(order * batch["azimuth"]).sin(), (order * batch["azimuth"]).cos()], 1)
        turn = ((azimuth - true) ** 2).sum(1)[order > 0].mean()
        loss = F.cross_entropy(logits, batch["label"], label_smoothing=0.05) + turn
        judge.zero_grad()
        loss.backward()
        for part in optimisers + schedules:
            part.step()
        if step % 100 == 99:
            print(f"{step + 1}/{steps}  loss {loss.item():.3f}  {64 * (step + 1) / (time.time() - began):.0f}/s", flush=True)
    result = evaluate(judge, test, symmetry)
    print(result)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    size = data.info["size"]
    model = save_onnx(judge.eval(), (torch.rand(2, size, size, 3),), ["pictures"], ["concept", "azimuth", "features"], out / "judge.onnx")
    (out / "judge.json").write_text(json.dumps({
        "sha256": hashlib.sha256(model).hexdigest(),
        "imageSize": size,
        "concepts": [{"name": c["name"], "symmetry": c["symmetry"]} for c in data.info["concepts"]],
        "pictures": args.pictures,
        "heldOut": result,
    }, indent=1) + "\n")


if __name__ == "__main__":
    main()
