"""Trains the judge of close looks: what does a picture of 128x128 pixels show, in its colours or as textureless clay? It never sees the prior's training objects.

`python scripts/prior/close_judge.py --data .cache/prior/data/close --test .cache/prior/data/test --out assets/judge`

The network of the judge on 4x4 folded pixels. Of clay it tells whether a mesh has the shape of its noun; its features serve the Fréchet distance of
meshes' pictures to the library's, so pictures are disturbed less than the judge's, or it would not mind what is blurred.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from data import Pictures
from judge import FEATURES, Residual, block
from judge_training import BATCH, judge_parser, train_judge, write_judge

FOLD = 4
ALBEDO, TEXTURELESS = 0, 2


class CloseJudge(nn.Module):
    """Pictures [n, size, size, 3] in [0, 1] -> concept logits [n, concepts], features [n, FEATURES]"""

    def __init__(self, concepts, size):
        super().__init__()
        self.body = nn.Sequential(
            block(3 * FOLD**2, 64), block(64, 64, stride=2), Residual(64), Residual(64), Residual(64),
            block(64, 128, stride=2), Residual(128), Residual(128), block(128, 192, stride=2), Residual(192),
        )
        self.mix = nn.Linear(192 * (size // FOLD // 8) ** 2, FEATURES)
        self.concept = nn.Linear(FEATURES, concepts)

    def forward(self, pictures):
        features = F.silu(self.mix(self.body(F.pixel_unshuffle(pictures.permute(0, 3, 1, 2) * 2 - 1, FOLD)).flatten(1)))
        return self.concept(features), features


def disturb(x, generator):
    """Pictures [n, 3, h, w] in [0, 1] scaled, moved, and a little blurred, brightened and noisy."""
    n = len(x)
    r = lambda *shape: torch.rand(*shape, generator=generator)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = theta[:, 1, 1] = 1 + 0.2 * (r(n) - 0.5)
    theta[:, :, 2] = 0.12 * (r(n, 2) - 0.5)
    x = F.grid_sample(x, F.affine_grid(theta, x.shape, align_corners=False), padding_mode="border", align_corners=False)
    small = F.interpolate(F.interpolate(x, scale_factor=0.5, mode="area"), scale_factor=2.0, mode="bilinear")
    x = x + (r(n, 1, 1, 1) * 2 - 1).clamp_min(0) * (small - x)
    x = (x - 0.5) * (0.8 + 0.4 * r(n, 1, 1, 1)) + 0.5 + 0.1 * (r(n, 1, 1, 1) - 0.5)
    return x + 0.03 * r(n, 1, 1, 1) * torch.randn(x.shape, generator=generator)


def evaluate(judge, data, batches=40, objects=32):
    """How often it is right about true pictures of single objects, in their colours and as clay."""
    shares = {}
    with torch.no_grad():
        for name, shading in (("accuracy", ALBEDO), ("clay", TEXTURELESS)):
            rng = np.random.default_rng(5)
            right = []
            for _ in range(batches):
                batch = data.batch(rng, objects, 2, shading=shading)
                logits, _ = judge(((batch["clean"] + 1) / 2).permute(0, 2, 3, 1))
                right.append((logits.argmax(1) == batch["label"])[batch["plain"]])
            shares[name] = round(torch.cat(right).float().mean().item(), 4)
    return shares


def main():
    args = judge_parser(__doc__, "close-judge", data="close", pictures=200_000, precision="bfloat16").parse_args()
    data, test = Pictures(args.data), Pictures(args.test)
    size, concepts = data.info["size"], [c["name"] for c in data.info["concepts"]]
    torch.manual_seed(7)
    judge = CloseJudge(len(concepts), size).to(memory_format=torch.channels_last)
    emphasis = data.emphasis(front=1, scene=0, plain=2, bare=1)

    def loss_of(rng, generator):
        halves = [data.batch(rng, BATCH // 2, 1, shading=shading, emphasis=emphasis) for shading in (ALBEDO, TEXTURELESS)]
        pictures = disturb(torch.cat([(half["clean"] + 1) / 2 for half in halves]), generator)
        label = torch.cat([half["label"] for half in halves])
        with torch.autocast("cpu", torch.bfloat16, enabled=args.precision == "bfloat16"):
            logits, _ = judge(pictures.permute(0, 2, 3, 1))
        return F.cross_entropy(logits.float(), label, label_smoothing=0.05)

    train_judge(judge, loss_of, ends=("concept", "body.0.0"), pictures=args.pictures, checkpoint=args.checkpoint, seed=13)
    write_judge(
        judge, args.out, "close", size=size, outputs=["concept", "features"],
        concepts=concepts, pictures=args.pictures, held_out=evaluate(judge, test),
    )


if __name__ == "__main__":
    main()
