"""A training that may be stopped at any time and goes on from its checkpoint when called again."""

import copy
import os
import signal
import time

import numpy as np
import torch

import library  # noqa: F401  makes the modules of scripts/prior known
from muon import Muon
from steps import Steps

CHECKPOINT_SECONDS = 180
SHEET_SECONDS = 1500
# First and last layers and embeddings are left to AdamW, as Muon's authors have it.
EDGES = ("conv_in", "conv_out", "quant_conv", "embeddings", "class_embedding.linear_1")


def make_optimisers(model, rate, matrix_rate):
    """Muon for the weights of inner layers, AdamW for the rest."""
    inner = [p for name, p in model.named_parameters() if p.ndim >= 2 and not any(edge in name for edge in EDGES)]
    chosen = {id(p) for p in inner}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    return [torch.optim.AdamW(rest, lr=rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True), Muon(inner, lr=matrix_rate)]


def train(model, draw, loss_of, path, args, *, pictures, batch, rate, matrix_rate, draw_sheet=None, warm=None):
    """Trains a model, and gives the running mean of its weights.

    draw(rng, batch) gives a step's inputs, a dict of tensors, and loss_of(model, inputs) the loss to descend along and the one to tell.
    The rate falls to zero over the last `args.decay` of `pictures`. draw_sheet(average, seen) draws samples now and then.
    warm(model) gives first weights, where there is no checkpoint at `path`.
    """
    if not path.exists() and warm:
        warm(model)
    average = copy.deepcopy(model).requires_grad_(False).eval()
    optimisers = make_optimisers(model, rate, matrix_rate)
    steps = Steps(model, optimisers, lambda _, inputs: loss_of(model, inputs), args.precision, "cpu")
    seen = 0
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        for optimiser, saved in zip(optimisers, state["optimisers"]):
            optimiser.load_state_dict(saved)
        seen = state["seen"]
    print(f"{path.stem}: {sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, {seen} of {pictures} pictures seen", flush=True)
    if seen >= pictures:
        return average

    def save():
        state = {"model": model.state_dict(), "average": average.state_dict(), "optimisers": [o.state_dict() for o in optimisers], "seen": seen}
        torch.save(state, f"{path}.tmp")
        os.replace(f"{path}.tmp", path)

    stop = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.append(1))
    rng = np.random.default_rng([args.seed, seen])
    torch.manual_seed(args.seed * 1_000_003 + seen)
    step = seen // batch
    last = saved = sheet = time.time()
    while seen < pictures and not stop:
        share = min(1, (step + 1) / 100) * min(1, (1 - seen / pictures) / args.decay)
        steps.set_rate(share)
        steps(1, draw(rng, batch))
        keep = min(0.998, 1 - 1 / (1 + step / 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(model.parameters()), 1 - keep)
        seen += batch
        step += 1
        if step % 50 == 0:
            now = time.time()
            print(f"{seen} pictures  loss {steps.mean_loss():.4f}  rate x{share:.2f}  {50 * batch / (now - last):.1f}/s", flush=True)
            last = now
        if time.time() - saved > CHECKPOINT_SECONDS:
            save()
            saved = time.time()
        if draw_sheet and time.time() - sheet > SHEET_SECONDS:
            draw_sheet(average, seen)
            last = sheet = time.time()
    save()
    if stop:
        raise SystemExit(f"stopped at {seen} pictures; the same command goes on")
    if draw_sheet:
        draw_sheet(average, seen)
    return average
