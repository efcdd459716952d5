"""Samples from the prior, joint over views: Heun's sampler of Karras et al. 2022, classifier-free guidance."""

import math

import numpy as np
import torch
from PIL import Image

from data import view_vector


def conditions(info, prompts, views, device="cpu", elevation=0.35):
    """The model's inputs for each prompt (list of words) seen from `views` even azimuths: white background, albedo."""
    words = info["vocabulary"]
    tokens = torch.zeros(len(prompts), info["tokenLength"], dtype=torch.long)
    for i, prompt in enumerate(prompts):
        ids = [words.index(w) + 1 for w in prompt.split() if w in words]
        tokens[i, : len(ids)] = torch.tensor(ids, dtype=torch.long)
    n = len(prompts) * views
    azimuth = (torch.arange(views).float() * 2 * math.pi / views).repeat(len(prompts))
    alike = lambda value: torch.full_like(azimuth, value)
    return {
        "tokens": tokens.repeat_interleave(views, 0).to(device),
        "view": view_vector(azimuth, alike(elevation), alike(3.3), alike(math.radians(40)), torch.zeros(n), torch.zeros(n)).to(device),
        "light": torch.zeros(n, 3, device=device),
        "background": torch.ones(n, 3, device=device),
    }


@torch.no_grad()
def sample(model, condition, views, scale=2.0, steps=14, sigma_max=30.0, sigma_min=0.03, generator=None):
    """Pictures [n, 3, size, size] in [-1, 1]."""
    n = condition["tokens"].shape[0]
    device = condition["tokens"].device
    size = model.config.size
    rho = 7
    ramp = torch.linspace(0, 1, steps)
    levels = (sigma_max ** (1 / rho) + ramp * (sigma_min ** (1 / rho) - sigma_max ** (1 / rho))) ** rho
    levels = torch.cat([levels, torch.zeros(1)])
    x = torch.randn(n, 3, size, size, generator=generator).to(device) * sigma_max
    empty = torch.zeros_like(condition["tokens"])

    def denoise(x, sigma):
        s = torch.full((n,), float(sigma), device=device)
        rest = (condition["view"], condition["light"], condition["background"], views)
        known = model(x, s, condition["tokens"], *rest)
        if scale == 1:
            return known
        return known + (scale - 1) * (known - model(x, s, empty, *rest))

    for a, b in zip(levels[:-1], levels[1:]):
        d = (x - denoise(x, a)) / a
        ahead = x + d * (b - a)
        if b > 0:
            d = (d + (ahead - denoise(ahead, b)) / b) / 2
            ahead = x + d * (b - a)
        x = ahead
    return x


def sample_sheet(model, info, path, device="cpu", views=4, prompts=None, scale=2.0):
    """A contact sheet, four views a prompt, three prompts a row."""
    prompts = prompts or [c["name"] for c in info["concepts"]]
    generator = torch.Generator().manual_seed(1)
    pictures = sample(model, conditions(info, prompts, views, device), views, scale, generator=generator)
    size = pictures.shape[-1]
    columns = 3 * views
    cells = ((pictures.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).cpu().numpy()
    rows = -(-len(cells) // columns)
    sheet = np.full((rows * size, columns * size, 3), 255, np.uint8)
    for i, cell in enumerate(cells):
        y, x = divmod(i, columns)
        sheet[y * size : (y + 1) * size, x * size : (x + 1) * size] = cell
    Image.fromarray(sheet).save(path)
