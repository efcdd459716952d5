"""The denoiser's error on pictures that it has not been trained on, for comparing models after equal training."""

import numpy as np
import torch

LEVELS = (0.1, 0.3, 1.0, 3.0, 10.0)


@torch.no_grad()
def held_out(model, data, batches=8, objects=16, views=4):
    """Mean squared error of a pixel in [-1, 1] at each noise level: always the same pictures and the same noise."""
    model.eval()
    errors = {}
    for sigma in LEVELS:
        rng = np.random.default_rng(9)
        generator = torch.Generator(data.device).manual_seed(9)
        total = 0.0
        for _ in range(batches):
            batch = data.batch(rng, objects, views)
            clean = batch["clean"]
            noise = torch.randn(clean.shape, generator=generator, device=data.device)
            s = torch.full((len(clean),), sigma, device=data.device)
            denoised = model(clean + sigma * noise, s, batch["tokens"], batch["view"], batch["light"], batch["background"], views)
            total += ((denoised - clean) ** 2).mean().item()
        errors[sigma] = round(total / batches, 5)
    return errors
