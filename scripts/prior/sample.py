"""Samples from the prior, joint over views: Heun's sampler of Karras et al. 2022, classifier-free guidance."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from data import view_vector
from model import GEOMETRY, GEOMETRY_SCALE


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
def sample(model, condition, views, scale=2.0, steps=14, sigma_max=60.0, sigma_min=0.05, generator=None):
    """Pictures [n, 3, size, size] in [-1, 1] and geometry [n, GEOMETRY, size / 2, size / 2]."""
    n = condition["tokens"].shape[0]
    device = condition["tokens"].device
    size = model.config.size
    rho = 7
    ramp = torch.linspace(0, 1, steps)
    levels = (sigma_max ** (1 / rho) + ramp * (sigma_min ** (1 / rho) - sigma_max ** (1 / rho))) ** rho
    levels = torch.cat([levels, torch.zeros(1)])
    shapes = (n, 3, size, size), (n, GEOMETRY, size // 2, size // 2)
    x = [torch.randn(*shape, generator=generator).to(device) * sigma_max for shape in shapes]
    empty = torch.zeros_like(condition["tokens"])
    combine = lambda one, other, f: [f(a, b) for a, b in zip(one, other)]

    def denoise(x, sigma):
        s = torch.full((n,), float(sigma), device=device)
        rest = (condition["view"], condition["light"], condition["background"], views)
        known = model(*x, s, condition["tokens"], *rest)
        if scale == 1:
            return known
        return combine(known, model(*x, s, empty, *rest), lambda k, u: k + (scale - 1) * (k - u))

    for a, b in zip(levels[:-1], levels[1:]):
        d = combine(x, denoise(x, a), lambda z, y: (z - y) / a)
        ahead = combine(x, d, lambda z, v: z + v * (b - a))
        if b > 0:
            d = combine(d, combine(ahead, denoise(ahead, b), lambda z, y: (z - y) / b), lambda v, w: (v + w) / 2)
            ahead = combine(x, d, lambda z, v: z + v * (b - a))
        x = ahead
    return x


def sample_sheet(model, info, path, device="cpu", views=4, prompts=None, scale=2.0):
    """A contact sheet, four views a prompt, three prompts a row; below each row its points as colours."""
    prompts = prompts or [c["name"] for c in info["concepts"]]
    generator = torch.Generator().manual_seed(1)
    pictures, geometry = sample(model, conditions(info, prompts, views, device), views, scale, generator=generator)
    size = pictures.shape[-1]
    alpha, points = (geometry / GEOMETRY_SCALE).split([1, 3], dim=1)
    points = F.interpolate((points + alpha) / 2 + (1 - alpha), scale_factor=2.0)
    columns = 3 * views
    cells = torch.stack([(pictures + 1) / 2, points], 1).clamp(0, 1)
    cells = (cells * 255).round().byte().permute(0, 1, 3, 4, 2).cpu().numpy()
    rows = -(-len(cells) // columns)
    sheet = np.full((2 * rows * size, columns * size, 3), 255, np.uint8)
    for i, both in enumerate(cells):
        y, x = divmod(i, columns)
        for k, cell in enumerate(both):
            sheet[(2 * y + k) * size : (2 * y + k + 1) * size, x * size : (x + 1) * size] = cell
    Image.fromarray(sheet).save(path)
