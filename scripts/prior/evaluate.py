"""Prints how good the prior's own samples are, by the judge: `python scripts/prior/evaluate.py --run .cache/prior/run`.

Accuracy and azimuth of samples, and the Frechet distance in the judge's features between samples and held-out pictures of the same concepts and cameras'
elevations, beside the distance between two held-out sets of the same size. Writes a contact sheet.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from data import Pictures
from model import ModelConfig, Prior
from sample import conditions, sample, sample_sheet


def frechet(a, b):
    """Frechet distance of two Gaussians fitted to rows of features (Heusel et al. 2017)."""
    mean_a, mean_b = a.mean(0), b.mean(0)
    cov_a, cov_b = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = np.linalg.eigvals(cov_a @ cov_b)
    trace = np.sqrt(np.clip(root.real, 0, None)).sum()
    return float(((mean_a - mean_b) ** 2).sum() + np.trace(cov_a) + np.trace(cov_b) - 2 * trace)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", default=".cache/prior/run")
    parser.add_argument("--test", default=".cache/prior/data/test")
    parser.add_argument("--judge", default="assets/judge/judge.onnx")
    parser.add_argument("--objects", type=int, default=6, help="samples of each concept, four views each")
    parser.add_argument("--scale", type=float, default=1.5, help="classifier-free guidance")
    args = parser.parse_args()
    state = torch.load(Path(args.run) / "checkpoint.pt", map_location="cpu", weights_only=True)
    info = json.loads(state["dataset"])
    prior = Prior(ModelConfig(**state["config"]))
    prior.load_state_dict(state["average"])
    prior.eval()
    session = onnxruntime.InferenceSession(args.judge)
    judge = lambda pictures: session.run(None, {"pictures": pictures.astype(np.float32)})
    pixels = lambda x: ((x.clamp(-1, 1) + 1) / 2).permute(0, 2, 3, 1).numpy()
    concepts = info["concepts"]
    views, right, near, told = 4, 0, 0, 0
    features = []
    generator = torch.Generator().manual_seed(3)
    for number, concept in enumerate(concepts):
        condition = conditions(info, [concept["name"]] * args.objects, views)
        logits, turns, found = judge(pixels(sample(prior, condition, views, args.scale, generator=generator)))
        features.append(found)
        hits = (logits.argmax(1) == number).sum()
        right += hits
        order, line = concept["symmetry"], ""
        if order:
            azimuth = np.tile(np.arange(views) * 2 * math.pi / views, args.objects)
            error = np.arctan2(turns[:, 0], turns[:, 1]) - order * azimuth
            within = (np.abs(np.arctan2(np.sin(error), np.cos(error))) / order < math.pi / 4).sum()
            near, told = near + within, told + len(turns)
            line = f"  within 45 degrees {within}/{len(turns)}"
        print(f"{concept['name']:12} {hits}/{len(logits)}{line}", flush=True)
    features = np.concatenate(features)
    test = Pictures(args.test)
    rng = np.random.default_rng(2)
    held = [judge(pixels(test.batch(rng, len(features) // views, views, shading=0)["clean"]))[2] for _ in range(2)]
    print(json.dumps({
        "pictures": state["seen"],
        "accuracy": round(right / len(features), 4),
        "within45": round(near / told, 4),
        "frechet": round(frechet(features, held[0]), 3),
        "frechetFloor": round(frechet(held[1], held[0]), 3),
    }))
    sample_sheet(prior, info, Path(args.run) / "evaluation.png", scale=args.scale)


if __name__ == "__main__":
    main()
