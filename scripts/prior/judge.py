"""Trains the judge: what does a picture show, from which azimuth, and where is the body whose colour prompts name? It never sees the prior's training objects.

`python scripts/prior/judge.py --data .cache/prior/data/judge --test .cache/prior/data/test --out assets/judge`

One small network. Azimuth is known only up to the concept's symmetry of order n, so its head learns (sin, cos) of n times the azimuth; concepts of
unlimited symmetry have no azimuth and are left out. In a scene of two objects each is to be found where it is: every cell of 8x8 pixels is told by the concept
whose body it shows. Scenes are few, so that many single objects are made smaller and pasted into one picture with another. A decoder marks the pixels of bodies: "a red mug" speaks of them and not of the mug's dots or the teddy's eyes. Pictures are blurred,
shifted, recoloured and made noisy, so that the judge does not hang on the rasteriser's crispness. The features before the heads serve the
Frechet distance.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from data import Pictures
from judge_training import BATCH, judge_parser, train_judge, write_judge

FEATURES = 192
# How many of the 64 cells must show a concept for it to be found in a scene, and how sure a pixel must be to be body. packages/lab/src/verdict.ts
# has the same.
LEAST_CELLS = 0.5
SURELY_BODY = 0.8
# Share of single objects that are pasted into one picture with another.
PASTED = 0.3


def block(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1, stride=stride, bias=False), nn.BatchNorm2d(outputs), nn.SiLU())


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.body = block(channels, channels)

    def forward(self, x):
        return x + self.body(x)


class Judge(nn.Module):
    """Pictures [n, size, size, 3] in [0, 1] -> concept logits [n, concepts], (sin, cos) of symmetry * azimuth [n, 2], features [n, FEATURES],
    how much each pixel is body [n, size, size], logits of whose body each cell shows [n, cells, concepts + 1], the last for nobody's"""

    def __init__(self, concepts):
        super().__init__()
        self.quarter = nn.Sequential(block(12, 32), block(32, 64, stride=2), Residual(64), Residual(64), Residual(64))
        self.eighth = nn.Sequential(block(64, 128, stride=2), Residual(128), Residual(128))
        self.sixteenth = nn.Sequential(block(128, 192, stride=2), Residual(192))
        self.mix = nn.Linear(192 * 16, FEATURES)
        self.concept = nn.Linear(FEATURES, concepts)
        self.azimuth = nn.Linear(FEATURES, 2)
        self.context = nn.Conv2d(128 + 192, 128, 1)
        self.local = nn.Sequential(Residual(128), Residual(128))
        self.whose = nn.Conv2d(128, concepts + 1, 1)
        self.overall = nn.Linear(FEATURES, 32)
        self.reduce = nn.Conv2d(128, 32, 1)
        self.grow = block(32 + 64, 32)
        self.mark = nn.Conv2d(32, 16, 1)

    def forward(self, pictures):
        quarter = self.quarter(F.pixel_unshuffle(pictures.permute(0, 3, 1, 2) * 2 - 1, 2))
        eighth = self.eighth(quarter)
        sixteenth = self.sixteenth(eighth)
        features = F.silu(self.mix(sixteenth.flatten(1)))
        local = self.local(self.context(torch.cat([eighth, double(sixteenth)], 1)))
        h = self.reduce(local) + self.overall(features)[:, :, None, None]
        h = self.grow(torch.cat([double(h), quarter], 1))
        body = torch.sigmoid(F.pixel_shuffle(self.mark(h), 4)[:, 0])
        return self.concept(features), self.azimuth(features), features, body, self.whose(local).flatten(2).transpose(1, 2)


class Shipped(nn.Module):
    """The judge with how many cells show each concept, instead of logits of each cell."""

    def __init__(self, judge):
        super().__init__()
        self.judge = judge

    def forward(self, pictures):
        *outputs, whose = self.judge(pictures)
        return *outputs, cells_of(whose)


def double(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


def cells_of(whose):
    """How many cells show each concept, in sum over probabilities: logits [n, cells, concepts + 1] -> [n, concepts]."""
    return whose.softmax(2)[:, :, :-1].sum(1)


def true_cells(marks, first, second, nobody):
    """Whose body each cell of 8x8 pixels shows: marks of the first and the second body [n, 2, size, size] and their concepts [n] -> concepts
    [n, cells], `nobody` where less than a tenth of the cell is body."""
    most, number = F.avg_pool2d(marks, 8).flatten(2).max(1)
    concept = torch.where(number == 0, first[:, None], second.clamp_min(0)[:, None])
    return torch.where(most > 0.1, concept, nobody)


def cells_loss(whose, true):
    """Cross-entropy of the cells in which each object counts alike, however small, and as much as all that is nobody's: logits [n, cells, concepts + 1],
    concepts [n, cells]."""
    own = F.one_hot(true, whose.shape[2]).float()
    weight = 1 / own.sum(1).gather(1, true)
    return (weight * F.cross_entropy(whose.flatten(0, 1), true.flatten(), reduction="none").view_as(weight)).sum() / weight.sum()


def pasted(batch, bodies, chosen, generator):
    """Pictures [m, 3, h, w] in [0, 1], marks of bodies [m, 2, h, w] and concepts [m, 2] of pairs: each chosen picture (indices [m]) and the next one,
    made smaller and moved, the first before the second, side by side or one above the other."""
    m = len(chosen)
    r = lambda *shape: torch.rand(*shape, generator=generator)
    behind = batch["background"][:, :, None, None]
    own = torch.cat([(batch["clean"] + 1) / 2 - (1 - batch["alpha"]) * behind, batch["alpha"], (bodies == 1).float()], 1)
    size = 0.3 + 0.45 * r(m, 2)
    apart = 1.1 * (size.sum(1) / 2) * (0.8 + 0.4 * r(m))
    angle = torch.where(r(m) < 0.5, 0.0, math.pi / 2) + math.pi * (r(m) < 0.5) + 0.6 * (r(m) - 0.5)
    step = torch.stack([angle.cos(), angle.sin()], 1) * apart[:, None] / 2
    middle = 0.3 * (r(m, 2) - 0.5)

    def placed(which, scale, at):
        """In the picture's coordinates of -1 to 1, what is at `x` comes from `(x - at) / scale`."""
        theta = torch.zeros(m, 2, 3)
        theta[:, 0, 0] = theta[:, 1, 1] = 1 / scale
        theta[:, :, 2] = -at / scale[:, None]
        layer = own[which]
        return F.grid_sample(layer, F.affine_grid(theta, layer.shape, align_corners=False), align_corners=False).split([3, 1, 1], 1)

    partner = chosen.roll(1)
    front, cover, body = placed(chosen, size[:, 0], middle + step)
    back, other_cover, other_body = placed(partner, size[:, 1], middle - step)
    pictures = front + (1 - cover) * (back + (1 - other_cover) * behind[chosen])
    return pictures, torch.cat([body, other_body * (1 - cover)], 1), torch.stack([batch["label"][chosen], batch["label"][partner]], 1)


def disturb(x, marks, generator):
    """Augments pictures [n, 3, h, w] in [0, 1] and their marks of bodies [n, 2, h, w]: scale and shift of both; blur, brightness and
    contrast, noise of the pictures."""
    n = x.shape[0]
    r = lambda *shape: torch.rand(*shape, generator=generator)
    scale = 1 + 0.2 * (r(n) - 0.5)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = theta[:, 1, 1] = scale
    theta[:, :, 2] = 0.12 * (r(n, 2) - 0.5)
    moved = F.grid_sample(torch.cat([x, marks], 1), F.affine_grid(theta, x.shape, align_corners=False), padding_mode="border", align_corners=False)
    x, marks = moved[:, :3], moved[:, 3:]
    small = F.interpolate(F.interpolate(x, scale_factor=0.5, mode="area"), scale_factor=2.0, mode="bilinear")
    amount = (r(n, 1, 1, 1) * 1.6 - 0.6).clamp_min(0)
    x = x + amount * (small - x)
    x = (x - 0.5) * (0.8 + 0.4 * r(n, 1, 1, 1)) + 0.5 + 0.15 * (r(n, 3, 1, 1) - 0.5)
    return x + 0.06 * r(n, 1, 1, 1) * torch.randn(x.shape, generator=generator), marks


def angles_apart(output, azimuth, order):
    """Degrees between the told and the true azimuth, up to the symmetry."""
    error = torch.atan2(output[:, 0], output[:, 1]) - azimuth * order
    return torch.atan2(error.sin(), error.cos()).abs() / order.clamp_min(1) * 180 / math.pi


def named_colour(pictures, body, values):
    """Which of the colours `values` [colours, 3] is nearest to the mean one of the body: pictures [n, size, size, 3], body [n, size, size] of the views
    of one object."""
    body = (body >= min(SURELY_BODY, body.max())).float()
    mean = (pictures * body[..., None]).sum((0, 1, 2)) / body.sum().clamp_min(1e-6)
    return ((values - mean) ** 2).sum(1).argmin().item()


def evaluate(judge, data, symmetry, batches=60, views=4):
    """Figures on true pictures: what is missing to 1 is the judge's own error. Accuracy and azimuth of single objects without material and pattern,
    which is what the benchmarks ask for."""
    rng = np.random.default_rng(5)
    values = torch.tensor(data.info["colourValues"])
    counts = {name: [] for name in ("accuracy", "accuracyOfAll", "within45", "pairs", "colours")}
    with torch.no_grad():
        for _ in range(batches):
            batch = data.batch(rng, 16, views, shading=0)
            pictures = ((batch["clean"] + 1) / 2).permute(0, 2, 3, 1)
            logits, azimuth, _, body, whose = judge(pictures)
            first = logits.argmax(1)
            label, other = batch["label"], batch["second"]
            alone = other < 0
            counts["accuracy"].append((first == label)[batch["plain"]])
            counts["accuracyOfAll"].append((first == label)[alone])
            cells, pair = cells_of(whose).unflatten(0, (-1, views)).mean(1).topk(2)
            asked = torch.stack([label, other], 1)[::views]
            found = (pair.sort(1).values == asked.sort(1).values).all(1) & (cells[:, 1] >= LEAST_CELLS)
            counts["pairs"].append(found[~alone[::views]])
            order = symmetry[label]
            counts["within45"].append((angles_apart(azimuth, batch["azimuth"], order) < 45)[(order > 0) & batch["plain"]])
            for i in range(0, len(pictures), views):
                colour = batch["colour"][i].item()
                if alone[i] and colour >= 0 and batch["one_colour"][i]:
                    told = named_colour(pictures[i : i + views], body[i : i + views], values)
                    counts["colours"].append(torch.tensor([told == colour]))
    return {name: round(torch.cat(each).float().mean().item(), 4) for name, each in counts.items()}


def main():
    parser = judge_parser(__doc__, "judge", data="judge", pictures=1_000_000, precision="float32")
    parser.add_argument("--warm", help="checkpoint to take fitting weights from at the very start")
    args = parser.parse_args()
    data, test = Pictures(args.data), Pictures(args.test)
    concepts = [{"name": c["name"], "symmetry": c["symmetry"]} for c in data.info["concepts"]]
    symmetry = torch.tensor([c["symmetry"] for c in concepts])
    torch.manual_seed(7)
    judge = Judge(len(symmetry)).to(memory_format=torch.channels_last)
    if args.warm:
        own, weights = judge.state_dict(), torch.load(args.warm, weights_only=True)["parts"][0]
        judge.load_state_dict({k: v for k, v in weights.items() if k in own and own[k].shape == v.shape}, strict=False)
    emphasis = data.emphasis(front=1.5, scene=2.5, plain=2, bare=1)

    def loss_of(rng, generator):
        batch = data.batch(rng, BATCH, 1, shading=0, emphasis=emphasis)
        bodies = batch["body"]()
        pictures, marks = (batch["clean"] + 1) / 2, torch.cat([bodies == 1, bodies == 2], 1).float()
        label, other = batch["label"].clone(), batch["second"].clone()
        chosen = (other < 0).nonzero()[:, 0]
        chosen = chosen[torch.rand(len(chosen), generator=generator) < PASTED]
        pictures[chosen], marks[chosen], pair = pasted(batch, bodies, chosen, generator)
        label[chosen], other[chosen] = pair.unbind(1)
        pictures, marks = disturb(pictures, marks, generator)
        with torch.autocast("cpu", torch.bfloat16, enabled=args.precision == "bfloat16"):
            outputs = judge(pictures.permute(0, 2, 3, 1))
        logits, azimuth, _, body, whose = (output.float() for output in outputs)
        alone = other < 0
        order = symmetry[label]
        true = torch.stack([(order * batch["azimuth"]).sin(), (order * batch["azimuth"]).cos()], 1)
        turn = ((azimuth - true) ** 2).sum(1)[(order > 0) & alone].mean()
        named = F.cross_entropy(logits[alone], label[alone])
        marked = F.binary_cross_entropy(body, marks.sum(1).clamp(0, 1))
        cells = cells_loss(whose, true_cells(marks, label, other, whose.shape[2] - 1))
        return turn + named + 2 * marked + 3 * cells

    train_judge(judge, loss_of, ends=("concept", "azimuth", "mark", "whose", "quarter.0"), pictures=args.pictures, checkpoint=args.checkpoint, seed=11)
    write_judge(
        Shipped(judge), args.out, "judge", size=data.info["size"], outputs=["concept", "azimuth", "features", "body", "cells"],
        concepts=concepts, pictures=args.pictures, held_out=evaluate(judge, test, symmetry),
    )


if __name__ == "__main__":
    main()
