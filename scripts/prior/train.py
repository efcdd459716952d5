"""Trains the embedded prior: `python scripts/prior/train.py --data .cache/prior/data/train --run .cache/prior/run`.

The same command on a GPU and on CPU cores. It writes a checkpoint every few minutes and goes on from it when called again.
Learning rate: warm-up, constant, and over the last `--decay` share of `--pictures` (or of `--minutes`, where those are over first) down to zero; calling
again with more `--pictures` after the end goes on from the state before the decay.
"""

import argparse
import json
import math
import os
import signal
import time
from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np
import torch

from data import Pictures
from held_out import held_out
from model import SIGMA_DATA, ModelConfig, Prior, ResBlock
from muon import Muon
from sample import sample_sheet
from steps import Steps
from warm import recall, warm_start

# ln sigma ~ normal: two deviations reach from 0.22 to 134. At 128x128 the coarse shape shows through noise of 10: kind, heading, colour and proportions are
# settled above that, so that much of the training must be there.
P_MEAN, P_STD = 1.7, 1.6
# In so many objects some views are nearly clean, of noise in this range: what the others are denoised with, when views are drawn that are to fit those
# that are there.
KNOWN_SHARE, KNOWN_SIGMAS = 0.5, (0.05, 1.0)
# Of a squared error of geometry, beside one of colour.
GEOMETRY_WEIGHT = 0.5
VIEWS, VIEW_SHARES = (1, 2, 4, 8), (0.05, 0.05, 0.4, 0.5)
# What is harder, and what is asked for most, comes that much oftener. Of a scene `train` makes each object by itself.
EMPHASIS = {"front": 2, "scene": 0.7, "plain": 2, "bare": 2.5}

CHECKPOINT_SECONDS = 180
SHEET_SECONDS = 1800


class NoiseLevels:
    """What loss to expect at each noise level: a running mean in bins of ln sigma. Dividing by it makes all levels count alike (as the
    learned uncertainty of Karras et al. 2024 does), so that the finest noise does not drown the shapes."""

    LOW, HIGH, BINS = -3.5, 5.5, 18

    def __init__(self, device):
        self.expected = torch.ones(self.BINS, device=device)

    def weight(self, sigma, loss):
        """1 / expected loss of each sigma [n], after taking the losses [n] in."""
        bins = ((sigma.log() - self.LOW) / (self.HIGH - self.LOW) * self.BINS).long().clamp(0, self.BINS - 1)
        total = torch.zeros_like(self.expected).index_add_(0, bins, loss.detach())
        count = torch.zeros_like(self.expected).index_add_(0, bins, torch.ones_like(loss))
        rate = 1 - 0.995**count
        self.expected += rate * (total / count.clamp_min(1) - self.expected)
        return 1 / self.expected[bins]


def with_noise(batch, views, generator):
    """What a step needs of a batch, and noise for it: one level an object, each from an equal share of the distribution, so that every batch has them all;
    and a low one for views that are known."""
    clean = batch["clean"]
    objects = len(clean) // views
    share = (torch.arange(objects, device=clean.device) + torch.rand(objects, generator=generator, device=clean.device)) / objects
    sigma = (P_MEAN + P_STD * torch.special.ndtri(share.clamp(1e-6, 1 - 1e-6))).exp().repeat_interleave(views)
    sigma = torch.where(known_views(objects, views, generator, clean.device), sigma.minimum(known_level(objects, views, generator, clean.device)), sigma)
    inputs = {"sigma": sigma, **{name: batch[name] for name in ("tokens", "view", "light", "background")}}
    for name in ("clean", "geometry"):
        noise = torch.randn(batch[name].shape, generator=generator, device=clean.device)
        inputs |= {name: batch[name], f"noisy_{name}": batch[name] + sigma[:, None, None, None] * noise}
    return inputs


def known_views(objects, views, generator, device):
    """Which pictures [objects * views] are of known views: of a share of the objects at least one, and not all."""
    draw = lambda *shape: torch.rand(*shape, generator=generator, device=device)
    count = (1 + draw(objects, 1) * (views - 1)).floor() * (draw(objects, 1) < KNOWN_SHARE)
    return (draw(objects, views).argsort(1) < count.clamp(max=views - 1)).flatten()


def known_level(objects, views, generator, device):
    low, high = (math.log(sigma) for sigma in KNOWN_SIGMAS)
    return (low + (high - low) * torch.rand(objects, generator=generator, device=device)).exp().repeat_interleave(views)


def losses_of(model, levels, views, inputs):
    """The weighted loss to descend along, and the plain one (squared error in units of Karras et al. 2022) to print."""
    sigma = inputs["sigma"]
    asked = [inputs[name] for name in ("noisy_clean", "noisy_geometry", "sigma", "tokens", "view", "light", "background")]
    clean, geometry = model(*asked, views)
    error = lambda drawn, true: ((drawn - true) ** 2).mean((1, 2, 3))
    unit = (sigma**2 + SIGMA_DATA**2) / (sigma * SIGMA_DATA) ** 2
    loss = unit * (error(clean, inputs["clean"]) + GEOMETRY_WEIGHT * error(geometry, inputs["geometry"]))
    return (levels.weight(sigma, loss) * loss).mean(), loss.detach().mean()


def make_optimisers(model, rate, matrix_rate):
    """Muon for the weights of the trunk and AdamW for the rest, or AdamW alone."""
    trunk = [
        p for name, p in model.named_parameters()
        if matrix_rate and p.ndim >= 2 and min(p.shape[:2]) > 1 and not name.startswith(("text.embed", "text.position", "place", "enter", "head", "gain", "rays.embed.0", "deep_rays.embed.0"))
    ]
    chosen = {id(p) for p in trunk}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    adam = torch.optim.AdamW(rest, lr=rate, betas=(0.9, 0.999), weight_decay=0.01, fused=True, capturable=rest[0].is_cuda)
    return [adam, Muon(trunk, lr=matrix_rate)] if trunk else [adam]


def model_options(settings):
    """["deep=256", "deep_blocks=6"] -> the fields of ModelConfig, in their types."""
    kinds = {field.name: field.type for field in fields(ModelConfig)}
    return {name: kinds[name](value) for name, value in (setting.split("=") for setting in settings)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", nargs="+", default=[".cache/prior/data/train"], help="data sets; each step draws from one of them, in turn")
    parser.add_argument("--run", default=".cache/prior/run")
    parser.add_argument("--pictures", type=float, default=math.inf, help="to see in all")
    parser.add_argument("--batch", type=int, default=64, help="pictures a step")
    parser.add_argument("--rate", type=float, default=1e-3, help="of AdamW: embeddings, biases, norms, first and last layer")
    parser.add_argument("--matrix-rate", type=float, default=0.01, help="of Muon: all other weights; 0 leaves them to AdamW")
    parser.add_argument("--decay", type=float, default=0.3, help="last share of the pictures, over which the rate falls to zero")
    parser.add_argument("--minutes", type=float, default=math.inf, help="of this call at most")
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32", help="of convolutions and matrix products in training")
    parser.add_argument("--compile", action="store_true", help="residual blocks by torch.compile: minutes at the start, then faster")
    parser.add_argument("--no-graphs", action="store_true", help="on a GPU: starts kernels one by one")
    parser.add_argument("--test", default=".cache/prior/data/test", help="held-out pictures, whose loss is printed at the end")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="fields of ModelConfig that are not to be the default")
    parser.add_argument("--warm", help="checkpoint or folder of a shipped model to take fitting weights from at the very start")
    parser.add_argument("--recall", help="the model that the one of --warm was trained on from: the trunk is moved back towards it at the very start")
    parser.add_argument("--recall-share", type=float, default=0.4, help="how far")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    if math.isinf(min(args.pictures, args.minutes)):
        parser.error("--pictures or --minutes has to say where the training ends")
    if args.recall and not args.warm:
        parser.error("--recall needs --warm")

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    sets = [Pictures(folder, device) for folder in args.data]
    data = sets[0]
    if any(other.info["vocabulary"] != data.info["vocabulary"] for other in sets):
        parser.error("data sets of --data differ in their vocabulary")
    emphases = [each.emphasis(**EMPHASIS) for each in sets]
    run = Path(args.run)
    run.mkdir(parents=True, exist_ok=True)
    config = ModelConfig(vocabulary=len(data.info["vocabulary"]), **model_options(args.set))
    model = Prior(config).to(device).to(memory_format=torch.channels_last)
    if args.warm:
        print(f"takes {warm_start(model, data.info['vocabulary'], args.warm):.0%} of its parameters from {args.warm}")
    if args.recall:
        recall(model, data.info["vocabulary"], args.recall, args.recall_share)
    average = Prior(config).to(device).requires_grad_(False)
    average.load_state_dict(model.state_dict())
    optimisers = make_optimisers(model, args.rate, args.matrix_rate)
    print(f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, {device}, {sum(len(each.pictures) for each in sets)} objects", flush=True)

    if args.compile:
        torch._dynamo.config.recompile_limit = 64
        torch._dynamo.config.suppress_errors = True
        for module in model.modules():
            if isinstance(module, ResBlock):
                module.compile(dynamic=False)

    levels = NoiseLevels(device)
    steps = Steps(model, optimisers, partial(losses_of, model, levels), args.precision, device, not args.no_graphs)
    seen, seconds = 0, 0.0
    path = run / "checkpoint.pt"
    steady = run / "steady.pt"  # before the decay
    load_from = path
    if path.exists():
        state = torch.load(path, map_location=device, weights_only=True)
        if state["decaying"] and args.pictures > state["pictures"] and steady.exists():
            load_from = steady
            state = torch.load(steady, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        levels.expected = state["expected"].to(device)
        for optimiser, saved_state in zip(optimisers, state["optimisers"]):
            optimiser.load_state_dict(saved_state)
        seen, seconds = state["seen"], state["seconds"]
        print(f"goes on from {load_from.name} at {seen} pictures", flush=True)

    def save(where, decaying):
        state = {
            "model": model.state_dict(), "average": average.state_dict(), "optimisers": [o.state_dict() for o in optimisers],
            "expected": levels.expected, "seen": seen, "seconds": seconds, "decaying": decaying, "pictures": args.pictures, "config": config.as_dict(), "dataset": json.dumps(data.info),
        }
        torch.save(state, str(where) + ".tmp")
        os.replace(str(where) + ".tmp", where)

    stop = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.append(1))
    began = last = saved = drawn = time.time()
    before = seconds
    progress = lambda: max(seen / args.pictures, (time.time() - began) / (60 * args.minutes))
    steady_saved = progress() > 1 - args.decay
    step = seen // args.batch
    rng = np.random.default_rng([args.seed, seen])
    generator = torch.Generator(device).manual_seed(args.seed * 1_000_003 + seen)
    while (done := progress()) < 1 and not stop:
        views = int(rng.choice(VIEWS, p=VIEW_SHARES))
        turn = step % len(sets)
        batch = sets[turn].batch(rng, args.batch // views, views, drop_text=0.12, drop_view=0.02, emphasis=emphases[turn])
        if not steady_saved and done > 1 - args.decay:
            save(steady, False)
            steady_saved = True
        share = min(1, (step + 1) / 300) * min(1, (1 - done) / args.decay)
        steps.set_rate(share)
        steps(views, with_noise(batch, views, generator))
        keep = min(0.9995, 1 - 1 / (1 + step / 10))
        if step % 4 == 0:
            with torch.no_grad():
                torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep**4)
        seen += args.batch
        step += 1
        if step % 50 == 0:
            loss, now = steps.mean_loss(), time.time()
            print(f"{seen} pictures  loss {loss:.4f}  rate x{share:.2f}  {50 * args.batch / (now - last):.0f}/s", flush=True)
            last = now
        seconds = before + time.time() - began
        if time.time() - saved > CHECKPOINT_SECONDS:
            save(path, steady_saved)
            saved = time.time()
        if time.time() - drawn > SHEET_SECONDS:
            average.eval()
            names = [concept["name"] for concept in data.info["concepts"]]
            sample_sheet(average, data.info, run / f"samples-{seen:08d}.png", device, prompts=names[:: max(1, len(names) // 24)])
            last = drawn = time.time()
    save(path, steady_saved)
    print(f"stopped at {seen} pictures", flush=True)
    if Path(args.test).exists():
        print("held-out squared error by noise level", json.dumps(held_out(average, Pictures(args.test, device))), flush=True)


if __name__ == "__main__":
    main()
