"""The denoiser's error on pictures that it has not been trained on, for comparing models after equal training."""

import numpy as np
import torch

LEVELS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


@torch.no_grad()
def held_out(model, data, batches=8, objects=16, views=4):
    """Mean squared error of a pixel in [-1, 1], and of geometry times GEOMETRY_SCALE, at each noise level: always the same pictures and the same noise."""
    model.eval()
    errors = {}
    for sigma in LEVELS:
        rng = np.random.default_rng(9)
        generator = torch.Generator(data.device).manual_seed(9)
        total = np.zeros(2)
        for _ in range(batches):
            batch = data.batch(rng, objects, views)
            true = [batch["clean"], batch["geometry"]]
            noisy = [x + sigma * torch.randn(x.shape, generator=generator, device=data.device) for x in true]
            s = torch.full((len(noisy[0]),), sigma, device=data.device)
            denoised = model(*noisy, s, batch["tokens"], batch["view"], batch["light"], batch["background"], views)
            total += np.array([((d - x) ** 2).mean().item() for d, x in zip(denoised, true)])
        errors[sigma] = [round(error, 5) for error in total / batches]
    return errors
